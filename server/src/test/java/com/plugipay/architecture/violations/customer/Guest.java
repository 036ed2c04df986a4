package com.plugipay.architecture.violations.customer;

import com.plugipay.architecture.violations.checkout.Basket;
import java.util.List;

/// The other half of the cycle, in a package without package-info.
public record Guest(List<Basket> baskets) {}
