package com.plugipay.architecture.violations.job;

import com.plugipay.architecture.violations.checkout.Basket;

/// Ground that knows a product noun.
public final class CountBaskets {
    public int count(Basket basket) {
        return basket.guest().baskets().size();
    }
}
