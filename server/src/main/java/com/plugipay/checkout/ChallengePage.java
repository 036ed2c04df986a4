package com.plugipay.checkout;

import com.plugipay.http.PageFrame;

/// `/c/{id}/3ds/{attemptId}`, the simulated 3-D Secure challenge of test mode: `checkout/challenge.jte`.
///
/// @param status the session's wire status, which the page compares with the live one
/// @param attempt `id:state` of the live attempt; compared likewise
/// @param card `Visa •••• 3184`
public record ChallengePage(
        PageFrame frame,
        String sessionId,
        String attemptId,
        String status,
        String attempt,
        Brand brand,
        String amount,
        String card) {

    public String path() {
        return "/c/" + sessionId + "/3ds/" + attemptId;
    }

    public String backPath() {
        return "/c/" + sessionId;
    }

    public boolean longAmount() {
        return amount.length() > 13;
    }
}
