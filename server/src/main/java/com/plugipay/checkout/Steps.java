package com.plugipay.checkout;

import com.plugipay.method.PlaceToPay;
import com.plugipay.provider.Instrument;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/// How to pay with what the customer holds: for each place where they can, line by line.
public final class Steps {
    private Steps() {}

    /// One place to pay at.
    public record Step(String title, List<String> lines) {}

    /// @param channel the method's id
    /// @param label its name for people
    /// @param held what the customer types in or shows there
    /// @param words finds a text in the customer's language
    static List<Step> of(String channel, String label, Instrument held, UnaryOperator<String> words) {
        boolean bill = held instanceof Instrument.VirtualAccount account && account.billerCode() != null;
        String number = words.apply(bill ? "checkout.steps.bill" : "checkout.steps.number");
        return PlaceToPay.of(channel).stream()
                .map(place -> step(place, label, number, words))
                .toList();
    }

    private static Step step(PlaceToPay place, String label, String number, UnaryOperator<String> words) {
        String key = "checkout.steps." + place.kind().wire();
        String name = place.name().isEmpty() ? label : place.name();
        return new Step(
                words.apply(key).replace("{0}", name),
                lines(words.apply(key + ".lines")
                        .replace("{0}", name)
                        .replace("{1}", place.menu())
                        .replace("{2}", number)));
    }

    private static List<String> lines(String text) {
        return Arrays.stream(text.split("[|]")).map(String::strip).toList();
    }
}
