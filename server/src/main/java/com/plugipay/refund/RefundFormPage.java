package com.plugipay.refund;

import com.plugipay.http.FormErrors;
import org.jspecify.annotations.Nullable;

/// The refund form on a page: `refund/form.jte`.
///
/// @param action where it is sent
/// @param left all that may go back, as people write it
/// @param usd whether cents are typed
/// @param whole whether all of it goes back or nothing: then no amount is asked for
/// @param throughProvider whether the method can send money back by itself
/// @param problem why what was sent did not happen, in words; null when nothing was
public record RefundFormPage(
        String action,
        RefundForm values,
        String left,
        boolean usd,
        boolean whole,
        boolean throughProvider,
        FormErrors errors,
        @Nullable String problem) {}
