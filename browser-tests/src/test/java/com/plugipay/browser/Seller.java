package com.plugipay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.HashMap;
import java.util.Map;

/// What the owner of the shop does in the dashboard, by typing and clicking.
final class Seller {
    static final String NAME = "Sari Wulandari";
    static final String EMAIL = "sari@kopisenja.example";
    static final String PASSWORD = "senja kopi tubruk 17";
    private static final Map<Product, String> COOKIES = new HashMap<>();

    private Seller() {}

    /// A person who is signed in; the first one for a product opens the set-up link and becomes its owner.
    static synchronized Person signedIn(Product product) {
        String cookies = COOKIES.get(product);
        if (cookies != null) {
            return Person.with(product, Device.DESKTOP.options().setStorageState(cookies));
        }
        Person owner = Person.with(product, Device.DESKTOP);
        Page page = owner.open(product.setupUrl());
        becomeOwner(page);
        COOKIES.put(product, owner.context().storageState());
        page.close();
        return owner;
    }

    static void becomeOwner(Page page) {
        page.getByLabel("Your name").fill(NAME);
        page.getByLabel("E-mail").fill(EMAIL);
        page.locator("#password").fill(PASSWORD);
        button(page, "Create my account").click();
        assertThat(heading(page, "Checkout sessions")).isVisible();
    }

    static void signIn(Page page) {
        page.getByLabel("E-mail").fill(EMAIL);
        page.locator("#password").fill(PASSWORD);
        button(page, "Sign in").click();
        assertThat(heading(page, "Checkout sessions")).isVisible();
    }

    /// Creates a session with the form; the page is its detail page afterwards.
    static void newSession(Page page, String amount, String description) {
        link(page, "New session").click();
        page.getByLabel("Amount").pressSequentially(amount);
        page.getByLabel("Description").fill(description);
        button(page, "Create session").click();
        assertThat(status(page)).hasText("Open");
    }

    /// The link that the dashboard offers to send.
    static String hostedLink(Page detail) {
        String href = link(detail, "Open").getAttribute("href");
        if (href == null) {
            throw new AssertionError("the link leads nowhere");
        }
        return href;
    }

    static Locator status(Page detail) {
        return detail.locator(".head-facts .badge");
    }

    static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    static Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    static Locator heading(Page page, String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
    }
}
