package com.plugipay.checkout;

import java.util.List;

/// What a page tells of money that came for its session and does not fit it.
///
/// @param title why it does not fit
/// @param told what came and what became of it, one entry for each, the newest first; empty when there is no such money
/// @param advice what the customer shall do now
/// @param waits the shop has yet to decide on some of it
/// @param again the customer has chosen a way to pay after it came, knowing of it
public record Stray(String title, List<String> told, String advice, boolean waits, boolean again) {
    public static final Stray NONE = new Stray("", List.of(), "", false, false);

    public boolean isEmpty() {
        return told.isEmpty();
    }
}
