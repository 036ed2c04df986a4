package com.plugipay.checkout;

import com.plugipay.http.PageFrame;
import com.plugipay.http.TimeText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `/c/{id}`, what the person who pays sees: `checkout/hosted.jte`.
///
/// @param framedBy the origins of shops that may show it in a frame; empty on a page of its own
/// @param status the session's wire status, which the page compares with the live one
/// @param attempt `id:state` of the live attempt, empty when there is none; compared likewise
/// @param amount as people write it, `Rp 150.000`
/// @param notCharged it is certain that no money came and none will, so the page may say so
/// @param stray what came and does not fit, and what became of it
/// @param aside changes when such money comes, or when the shop decides on it; compared with the live one
/// @param contact where the shop is found
/// @param forwardTo where the page sends its customer by itself; null on all but the page between us and a provider
/// @param shareImage the brand's logo with its whole address, for previews of the link; null for none
public record HostedPage(
        PageFrame frame,
        String sessionId,
        Place place,
        List<String> framedBy,
        String status,
        String attempt,
        boolean test,
        Brand brand,
        String amount,
        List<Line> lines,
        Body body,
        boolean notCharged,
        Stray stray,
        String aside,
        Contact contact,
        @Nullable String forwardTo,
        @Nullable String shareImage) {

    /// One line item; `amount` is the line's total, negative for a discount.
    public record Line(String name, long quantity, String amount) {}

    /// How customers reach the shop, as far as it says.
    public record Contact(@Nullable String phone, @Nullable String email) {
        public static final Contact NONE = new Contact(null, null);

        public boolean isSaid() {
            return phone != null || email != null;
        }

        /// What a telephone can dial of it.
        public String dialled() {
            return phone == null ? "" : phone.replaceAll("[^+0-9]", "");
        }
    }

    /// What stands under the amount.
    public sealed interface Body {}

    /// The session can be paid.
    ///
    /// @param nowIso the workspace's time at rendering, so that the countdown does not trust the phone's clock
    /// @param groups offered methods by family, the preselected one marked; empty: nothing can be used
    /// @param problem why the last try did not work; null at first sight
    /// @param next where a payment that was begun elsewhere goes on; null when there is none
    /// @param held what the customer pays with, chosen before; null while nothing is
    /// @param doubt nobody knows yet what became of the payment that was begun; null when there is none
    /// @param turnedDown the merchant did not find the money that the customer had told of
    /// @param cardChoices true draws test cards as a list to choose from: a charge came without a card's name, so
    ///     the page's script did not run
    /// @param phone what was typed as the mobile number, to be put right
    /// @param wantsOther the customer asked for another method than the one they hold: the choice is open
    public record Open(
            TimeText expires,
            String nowIso,
            List<MethodGroup> groups,
            List<Unavailable> unavailable,
            @Nullable Problem problem,
            @Nullable Next next,
            @Nullable HeldPage held,
            @Nullable Doubt doubt,
            @Nullable TurnedDown turnedDown,
            boolean cardChoices,
            String phone,
            boolean wantsOther)
            implements Body {
        private static final int FEW = 6;

        /// Whether all methods fit on one screen, so that no family has to be folded.
        public boolean few() {
            return groups.stream().mapToInt(group -> group.methods().size()).sum() <= FEW;
        }

        /// Whether something is said beside the field of the mobile number.
        public boolean phoneIsWrong() {
            return problem != null && problem.atPhone();
        }

        /// Whether no way to pay can be begun here, now or ever.
        public boolean stopped() {
            return problem != null && problem.stopsAll();
        }

        /// Whether another method can be chosen than what the customer has.
        public boolean offersOther() {
            return !stopped() && !groups.isEmpty();
        }

        /// Whether the customer has begun something that can go on.
        public boolean begun() {
            return next != null || doubt != null || held != null;
        }

        /// Whether the page waits for money or for word from elsewhere.
        public boolean waits() {
            return next != null || doubt != null || (held != null && !held.byHand());
        }

        /// Whether there is nothing to choose.
        public boolean single() {
            return groups.size() == 1 && groups.getFirst().methods().size() == 1;
        }
    }

    /// A payment that was begun on another page.
    ///
    /// @param method its name for people
    /// @param card the page verifies a card's owner
    /// @param until when it stops being good; null when that is the session's own deadline
    /// @param simulated test mode: this page can end it
    /// @param onPhone the code that opens this page on a phone, where the wallet is; null for a card
    public record Next(
            String url,
            String method,
            boolean card,
            @Nullable TimeText until,
            boolean simulated,
            HeldPage.@Nullable Picture onPhone) {
        /// The prefix of its texts.
        public String key() {
            return card ? "checkout.verify" : "checkout.next";
        }
    }

    /// An attempt is being processed; the page waits.
    ///
    /// @param seconds until the page looks again, by itself: then it says more
    public record Processing(long seconds) implements Body {}

    /// A payment of which the provider has said nothing for a minute or longer.
    ///
    /// @param method its name for people
    /// @param until when asking ends; null when it has, and the shop has to clear it up
    public record Doubt(String method, @Nullable TimeText until) {}

    /// @param reason in the merchant's words, if they gave any
    public record TurnedDown(@Nullable String reason) {}

    /// The customer says it is paid; the merchant has to confirm.
    ///
    /// @param method that they say they have used
    /// @param takenOff what they were asked instead of the price; null for the price itself
    /// @param wantsProof a picture may help, now or instead of the one that is there
    /// @param problem with the last picture
    public record PendingReview(
            String method,
            @Nullable TakenOff takenOff,
            TimeText claimedAt,
            boolean wantsProof,
            boolean hasProof,
            @Nullable Problem problem)
            implements Body {}

    /// Paid.
    ///
    /// @param takenOff what was transferred instead of the price; null for the price itself
    /// @param paidWith `Visa •••• 4242`
    /// @param continueUrl where the shop wants its customer, entered after 3 seconds; null for our default page
    /// @param justNow paid moments ago: the tick is drawn, once
    public record Completed(
            TimeText paidAt,
            @Nullable TakenOff takenOff,
            String paidWith,
            String paymentId,
            @Nullable String continueUrl,
            boolean justNow)
            implements Body {}

    /// Too late.
    public record Expired(TimeText at) implements Body {}

    /// Canceled by the customer or the merchant; `backUrl` is the shop's own cancel page, null for ours.
    public record Canceled(@Nullable String backUrl) implements Body {}

    /// One family of methods.
    ///
    /// @param icon the family's name on the wire, for its drawing
    public record MethodGroup(String title, String icon, List<Method> methods) {
        public boolean selected() {
            return methods.stream().anyMatch(Method::selected);
        }

        /// What a folded family holds.
        public String names() {
            return methods.stream().map(Method::shortLabel).collect(Collectors.joining(", "));
        }
    }

    /// A method on offer; exactly one on the page is selected.
    public record Method(String id, String label, boolean selected, Panel panel) {
        /// Without the word that its family has in common.
        String shortLabel() {
            return label.replace(" Virtual Account", "");
        }
    }

    /// What a method asks of the customer.
    public enum Panel {
        TEST_CARD,
        PROVIDER_PAGE,
        QR,
        APPROVAL,
        PHONE,
        VA,
        RETAIL,
        BANK_TRANSFER,
        STATIC_QR,
        AT_THE_SHOP;

        /// The text of a panel without fields.
        public String key() {
            return "checkout.panel." + name().toLowerCase(Locale.ROOT);
        }
    }

    /// A method that this amount or currency rules out, with the reason.
    public record Unavailable(String label, String reason) {}

    /// Why the last try did not work; `retryMinutes` counts for `TOO_MANY_ATTEMPTS`.
    public record Problem(Kind kind, long retryMinutes) {
        /// What it is about.
        private enum About {
            /// The last attempt, of which a page that is drawn anew tells again.
            ATTEMPT,
            /// This one request.
            REQUEST,
            /// How often was tried: the shop has to help, or time.
            LINK,
            CARD_CHOICE,
            PHONE,
            /// The form that tells of a payment by hand.
            CLAIM
        }

        public enum Kind {
            CARD_DECLINED(About.ATTEMPT),
            INSUFFICIENT_FUNDS(About.ATTEMPT),
            AUTHENTICATION_FAILED(About.ATTEMPT),
            CARD_NOT_ACCEPTED(About.REQUEST),
            CARD_NOT_CHOSEN(About.CARD_CHOICE),
            PHONE_MISSING(About.PHONE),
            PHONE_WRONG(About.PHONE),
            TIME_OVER(About.ATTEMPT),
            METHOD_UNAVAILABLE(About.REQUEST),
            TOO_MANY_ATTEMPTS(About.LINK),
            LINK_USED_UP(About.LINK),
            LINK_PAUSED(About.LINK),
            PROVIDER_UNAVAILABLE(About.ATTEMPT),
            PROVIDER_DECLINED(About.ATTEMPT),
            PICTURE_TOO_LARGE(About.CLAIM),
            PICTURE_UNREADABLE(About.CLAIM),
            PICTURE_BUSY(About.CLAIM),
            TOO_MANY_CLAIMS(About.CLAIM),
            SOMETHING_WRONG(About.ATTEMPT);

            private final About about;

            Kind(About about) {
                this.about = about;
            }
        }

        public static Problem of(Kind kind) {
            return new Problem(kind, 0);
        }

        /// Whether it is said beside the form that tells of a payment by hand.
        public boolean atClaim() {
            return kind.about == About.CLAIM;
        }

        /// Whether a customer wonders now if they have been charged.
        public boolean atMoney() {
            return kind.about == About.ATTEMPT || kind.about == About.REQUEST || kind.about == About.LINK;
        }

        /// Whether a page that is drawn anew tells of it again.
        public boolean stays() {
            return kind.about == About.ATTEMPT;
        }

        /// Whether nothing new can be tried because of it, by whatever method.
        public boolean stopsAll() {
            return kind.about == About.LINK;
        }

        /// Whether only the shop can help.
        public boolean atShop() {
            return stopsAll() && kind != Kind.TOO_MANY_ATTEMPTS;
        }

        /// Whether it is said beside the field of the mobile number.
        public boolean atPhone() {
            return kind.about == About.PHONE;
        }

        /// The prefix of its texts.
        public String key() {
            return "checkout.problem." + kind.name().toLowerCase(Locale.ROOT);
        }
    }

    /// What the tab is called: what has just gone wrong or come to an end is said first.
    public String title() {
        String now = switch (body) {
            case Open open -> {
                Problem problem = open.problem();
                yield problem != null ? problem.key() : open.doubt() != null ? "checkout.uncertain" : null;
            }
            case Processing _ -> "checkout.processing";
            case PendingReview _ -> "checkout.review";
            case Completed _ -> "checkout.completed";
            case Expired _ -> "checkout.expired";
            case Canceled _ -> "checkout.canceled";
        };
        String said = body instanceof Open && !stray.isEmpty()
                ? stray.title()
                : now == null ? null : frame.t(now + ".title", brand.name());
        return said == null ? shareTitle() : frame.t("checkout.title.now", said, shareTitle());
    }

    /// What a preview of the link says: no more than what the link is for, and whether it still is.
    public String shareTitle() {
        return frame.t(live() ? "checkout.title" : "checkout.title.ended", amount, brand.name());
    }

    public String shareText() {
        return switch (body) {
            case Open _, Processing _ -> frame.t("checkout.share");
            case PendingReview _ -> frame.t("checkout.share.review", brand.name());
            case Completed _ -> frame.t("checkout.share.completed");
            case Expired _ -> frame.t("checkout.share.expired", brand.name());
            case Canceled _ -> frame.t("checkout.share.canceled", brand.name());
        };
    }

    /// Money that does not fit keeps its customer here until they have read of it.
    public boolean goesOnByItself() {
        return place == Place.PAGE
                && stray.isEmpty()
                && body instanceof Completed completed
                && completed.continueUrl() != null;
    }

    /// This page's address in its language; forms post below it, scripts come back to it.
    public String path() {
        return place.path(sessionId);
    }

    /// The receipt has a page of its own, in a frame too.
    public String receiptUrl() {
        return Place.PAGE.path(sessionId) + "/receipt?lang=" + frame.lang();
    }

    /// The same as a file to keep.
    public String receiptFile() {
        return Place.PAGE.path(sessionId) + "/receipt/download?lang=" + frame.lang();
    }

    /// Whether the page still waits for something to happen.
    public boolean live() {
        return body instanceof Open || body instanceof Processing || body instanceof PendingReview;
    }

    /// Whether what was tried is over and it is not certain yet that nothing was paid: the page waits to hear that.
    public boolean unsure() {
        return !notCharged
                && switch (body) {
                    case Open open -> open.problem() != null && open.problem().stays();
                    case Expired _, Canceled _ -> true;
                    case Processing _, PendingReview _, Completed _ -> false;
                };
    }

    public boolean longAmount() {
        return amount.length() > 13;
    }
}
