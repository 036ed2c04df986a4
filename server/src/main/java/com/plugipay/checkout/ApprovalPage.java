package com.plugipay.checkout;

import com.plugipay.http.PageFrame;

/// `/c/{id}/approve/{attemptId}`, test mode's stand-in for a wallet, a bank or PayPal: `checkout/approval.jte`.
///
/// @param status the session's wire status, which the page compares with the live one
/// @param attempt `id:state` of the live attempt; compared likewise
/// @param method whose page it stands for, `DANA`
public record ApprovalPage(
        PageFrame frame,
        String sessionId,
        String attemptId,
        String status,
        String attempt,
        Brand brand,
        String amount,
        String method) {

    public String path() {
        return "/c/" + sessionId + "/approve/" + attemptId;
    }

    public String backPath() {
        return "/c/" + sessionId;
    }

    public boolean longAmount() {
        return amount.length() > 13;
    }
}
