package com.plugipay.method;

import com.plugipay.money.Currency;
import java.util.Set;

/// One way to pay.
///
/// @param id as in sessions' `methods` and in settings: `card`, `va_bca`
/// @param family what Payment.method holds for online methods: `va`
public record PaymentMethod(String id, String label, MethodGroup group, String family, Set<Currency> currencies) {}
