package com.plugipay.http;

import org.jspecify.annotations.Nullable;

/// What every page needs, whatever it shows.
///
/// @param nonce of this answer's content security policy, for the page's own `<style>`
/// @param otherLanguageUrl this same page in the other language; null leaves the switch out
public record PageFrame(
        Texts texts,
        Assets assets,
        Language language,
        String nonce,
        @Nullable String otherLanguageUrl) {

    /// The text of a key in the page's language.
    public String t(String key, Object... arguments) {
        return texts.text(language, key, arguments);
    }

    public String lang() {
        return language.code();
    }
}
