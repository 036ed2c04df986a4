package com.plugipay;

import com.plugipay.scope.WorkspaceId;

/// A fresh workspace, as its owner's programs see it.
///
/// @param hmac signs with a test key
/// @param bearer carries a test Bearer key
/// @param live carries a live Bearer key
public record Shop(WorkspaceId workspace, String slug, Api hmac, Api bearer, Api live, Api anonymous) {
    /// Creates an open session of 150,000 rupiah and answers its id.
    public String openSession() {
        return hmac.post("/v1/checkout-sessions", "{\"amount\":150000,\"currency\":\"IDR\"}")
                .expect(201)
                .data("id");
    }

    /// Pays a session with a test card, as the hosted page does.
    public Api.Reply pay(String session, String testCard) {
        return anonymous.post(
                "/v1/public/checkout/sessions/" + session + "/charge",
                "{\"method\":\"card\",\"testCard\":\"" + testCard + "\"}");
    }
}
