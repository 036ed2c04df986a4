package com.plugipay.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What customers are shown who pay by hand: accounts to send money to, the shop's own QR code, a few words.
///
/// @param instructions may have several lines
/// @param staticQrImage path below our public address of a picture of the shop's own QRIS
/// @param staticQrPayload the text that the QRIS holds
public record ManualAccounts(
        List<BankAccount> accounts,
        @Nullable String instructions,
        @Nullable String staticQrImage,
        @Nullable String staticQrPayload) {
    public static final int MAX_ACCOUNTS = 10;
    public static final int BANK_NAME_LENGTH = 100;
    public static final int ACCOUNT_NUMBER_LENGTH = 50;
    public static final int ACCOUNT_HOLDER_LENGTH = 100;
    public static final int INSTRUCTIONS_LENGTH = 2000;
    public static final int PAYLOAD_LENGTH = 512;

    public ManualAccounts withStaticQr(@Nullable String image, @Nullable String payload) {
        return new ManualAccounts(accounts, instructions, image, payload);
    }

    /// One account that takes transfers.
    public record BankAccount(String bankName, String accountNumber, String accountHolder) {}
}
