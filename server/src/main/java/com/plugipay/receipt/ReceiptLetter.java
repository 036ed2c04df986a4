package com.plugipay.receipt;

/// The mail of a payment: `receipt/mail.jte`.
///
/// @param link to the receipt's page
public record ReceiptLetter(ReceiptPage receipt, String link) {}
