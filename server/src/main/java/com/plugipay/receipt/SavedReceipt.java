package com.plugipay.receipt;

/// A receipt as a file to keep: `receipt/saved.jte`.
///
/// @param base where its links and its picture are, with the whole address
public record SavedReceipt(ReceiptPage receipt, String base) {}
