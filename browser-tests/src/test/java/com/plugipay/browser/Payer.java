package com.plugipay.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;

/// What a customer does on the hosted page, in the page's language or not.
final class Payer {
    static final String SUCCESS = "4242 4242 4242 4242";
    static final String DECLINED = "4000 0000 0000 0002";
    static final String INSUFFICIENT = "4000 0000 0000 9995";
    static final String THREE_D_SECURE = "4000 0027 6000 3184";

    static final String PHONE = "0812 3456 7890";

    private Payer() {}

    /// Types a card as people do, digit by digit, and presses Pay.
    static void pay(Page page, String card) {
        typeCard(page, card, "12/30", "123");
        payButton(page).click();
    }

    static void typeCard(Page page, String card, String expiry, String cvc) {
        select(page, "card");
        retype(page.locator("#card-number"), card);
        retype(page.locator("#card-expiry"), expiry);
        retype(page.locator("#card-cvc"), cvc);
    }

    private static void retype(Locator field, String text) {
        field.fill("");
        field.pressSequentially(text.replaceAll("[ /]", ""));
    }

    /// Chooses a way to pay that is no card, and presses Pay.
    static void choose(Page page, String method) {
        select(page, method);
        Locator phone = page.locator("#phone-" + method);
        if (phone.count() > 0) {
            phone.fill("");
            phone.pressSequentially(PHONE);
        }
        payButton(page).click();
    }

    /// Unfolds what a method lies in, and clicks it. A page that offers one method only has nothing to select.
    static void select(Page page, String method) {
        Locator choice = page.locator("label[for=method-" + method + "]");
        if (choice.count() == 0) {
            return;
        }
        for (String folded : List.of("details.other", "details.family")) {
            Locator closed = page.locator(folded + ":not([open]):has(#method-" + method + ") > summary");
            if (closed.count() > 0) {
                closed.click();
            }
        }
        choice.click();
    }

    /// Ends what was chosen, well or badly, the way its page offers: at the wallet's page, the bank's, or here.
    static void finish(Page page, boolean well) {
        page.locator(".challenge, .simulate").first().waitFor();
        if (page.locator(".challenge").count() > 0) {
            page.locator("[name=result][value=" + (well ? "complete" : "fail") + "] + button")
                    .click();
        } else {
            page.locator("[name=outcome][value=" + (well ? "succeed" : "decline") + "] + button")
                    .click();
        }
    }

    static Locator payButton(Page page) {
        return page.locator("form.pay .act button");
    }

    /// The title of the last refusal.
    static Locator problem(Page page) {
        return page.locator(".notice-danger .notice-title");
    }

    static Locator title(Page page) {
        return page.locator("#checkout h1");
    }
}
