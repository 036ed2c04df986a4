package com.plugipay.sandboxproviders.wire;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// How the server misbehaves; all off is a provider on a good day.
///
/// @param on which calls the faults meet, a regular expression over `METHOD /path`; empty: every API call
/// @param times how many of those calls the faults meet; 0: all of them
/// @param delayMs wait before an answer leaves, its effect done
/// @param dripMs wait before each byte of an answer
/// @param fail answer `failStatus` before or after the effect
/// @param failStatus what `fail` answers
/// @param close hang up without an answer, before or after the effect
/// @param decline the customer's bank or wallet says no
/// @param review captured money is held for a review first (PayPal)
/// @param inactive channels or payment types that the account does not have, a regular expression; empty: none
/// @param amountDelta added to every paid amount that is told, in answers and callbacks
/// @param currency told instead of the true currency of paid amounts; empty: the true one
/// @param idempotency whether idempotency headers count
/// @param refunds how refunds end
/// @param garble texts in answers end in characters that no database takes: a regular expression over their names
/// @param callbackDelayMs wait before a callback is sent
/// @param callbackCopies how often each callback is sent
/// @param callbackRetries how often a callback is tried again that was not answered with 2xx
/// @param callbackReorder callbacks leave in pairs, the later one first
/// @param callbackDrop callbacks are lost
/// @param callbackHold callbacks wait until they are let go
/// @param callbackForge callbacks carry a wrong token or signature
public record Knobs(
        String on,
        int times,
        int delayMs,
        int dripMs,
        When fail,
        int failStatus,
        When close,
        boolean decline,
        boolean review,
        String inactive,
        BigDecimal amountDelta,
        String currency,
        boolean idempotency,
        Refunds refunds,
        String garble,
        int callbackDelayMs,
        int callbackCopies,
        int callbackRetries,
        boolean callbackReorder,
        boolean callbackDrop,
        boolean callbackHold,
        boolean callbackForge) {

    /// Around the effect of a call.
    public enum When {
        NEVER,
        BEFORE,
        AFTER
    }

    /// How refunds end: at once, later by control, in failure, or refused when asked for.
    public enum Refunds {
        SUCCEED,
        PENDING,
        FAIL,
        REFUSE
    }

    public static final Knobs OFF = new Knobs(
            "",
            0,
            0,
            0,
            When.NEVER,
            503,
            When.NEVER,
            false,
            false,
            "",
            BigDecimal.ZERO,
            "",
            true,
            Refunds.SUCCEED,
            "",
            0,
            1,
            3,
            false,
            false,
            false,
            false);

    public Knobs {
        between("times", times, 0, 1_000_000);
        between("delayMs", delayMs, 0, 120_000);
        between("dripMs", dripMs, 0, 10_000);
        between("failStatus", failStatus, 500, 599);
        between("callbackDelayMs", callbackDelayMs, 0, 120_000);
        between("callbackCopies", callbackCopies, 1, 20);
        between("callbackRetries", callbackRetries, 0, 25);
    }

    /// The paid amount as it is told.
    public BigDecimal told(BigDecimal amount) {
        return amount.add(amountDelta);
    }

    /// The currency as it is told.
    public String told(String trueCurrency) {
        return currency.isEmpty() ? trueCurrency : currency;
    }

    public boolean lacks(String channel) {
        return !inactive.isEmpty() && channel.matches(inactive);
    }

    /// The texts of these names with half a character and a zero character at their end.
    byte[] garbled(byte[] json) {
        if (garble.isEmpty()) {
            return json;
        }
        return Pattern.compile("(\"(?:" + garble + ")\":\"(?:[^\"\\\\]|\\\\.)*)\"")
                .matcher(new String(json, StandardCharsets.UTF_8))
                .replaceAll("$1\\\\ud800\\\\u0000\"")
                .getBytes(StandardCharsets.UTF_8);
    }

    boolean faulty() {
        return delayMs > 0 || dripMs > 0 || fail != When.NEVER || close != When.NEVER || !garble.isEmpty();
    }

    private static void between(String name, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " goes from " + low + " to " + high);
        }
    }
}
