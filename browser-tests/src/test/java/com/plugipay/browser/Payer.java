package com.plugipay.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/// What a customer does on the hosted page, in the page's language or not.
final class Payer {
    static final String SUCCESS = "4242 4242 4242 4242";
    static final String DECLINED = "4000 0000 0000 0002";
    static final String INSUFFICIENT = "4000 0000 0000 9995";
    static final String THREE_D_SECURE = "4000 0027 6000 3184";

    private Payer() {}

    /// Types a card as people do, digit by digit, and presses Pay.
    static void pay(Page page, String card) {
        typeCard(page, card, "12/30", "123");
        payButton(page).click();
    }

    static void typeCard(Page page, String card, String expiry, String cvc) {
        Locator choice = page.locator("label[for=method-card]");
        if (choice.count() > 0) {
            choice.click();
        }
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
        Locator other = page.locator("details.other:not([open]) > summary");
        if (other.count() > 0) {
            other.click();
        }
        Locator choice = page.locator("label[for=method-" + method + "]");
        if (choice.count() > 0) {
            choice.click();
        }
        payButton(page).click();
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
