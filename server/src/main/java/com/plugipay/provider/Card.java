package com.plugipay.provider;

/// What may be shown of a card.
public record Card(String brand, String last4, int expMonth, int expYear) {}
