package com.plugipay.settings;

import com.plugipay.file.FetchPicture;
import com.plugipay.file.FileName;
import com.plugipay.http.Fields;
import com.plugipay.http.Install;
import com.plugipay.http.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The manual adapter on the wire and in its table.
///
/// @param staticQrImageUrl a path in the table, an absolute address on the wire
public record ManualJson(
        List<ManualAccounts.BankAccount> bankAccounts,
        @Nullable String staticQrImageUrl,
        @Nullable String staticQrPayload,
        @Nullable String instructions) {

    /// The field that names a picture.
    public static final String IMAGE = "staticQrImageUrl";

    public static ManualJson of(ManualAccounts manual) {
        return new ManualJson(
                manual.accounts(), manual.staticQrImage(), manual.staticQrPayload(), manual.instructions());
    }

    public ManualJson shown(Install install) {
        return new ManualJson(
                bankAccounts,
                staticQrImageUrl == null ? null : install.url(staticQrImageUrl),
                staticQrPayload,
                instructions);
    }

    public static ManualAccounts stored(String json) {
        ManualJson kept = Json.stored(json, ManualJson.class);
        return new ManualAccounts(
                kept.bankAccounts(), kept.instructions(), kept.staticQrImageUrl(), kept.staticQrPayload());
    }

    /// All of it as a call sends it: what it does not name is gone.
    ///
    /// @param named the picture of an address, see [FetchPicture]
    public static ManualAccounts read(Fields fields, Function<String, Optional<FileName>> named) {
        List<ManualAccounts.BankAccount> accounts =
                fields.objects("bankAccounts", ManualAccounts.MAX_ACCOUNTS, ManualJson::account);
        FileName image = fields.parsed(IMAGE, FetchPicture.WHAT, named);
        String payload = fields.text("staticQrPayload", 1, ManualAccounts.PAYLOAD_LENGTH);
        String instructions = fields.lines("instructions", ManualAccounts.INSTRUCTIONS_LENGTH);
        fields.check();
        return new ManualAccounts(accounts, instructions, image == null ? null : image.path(), payload);
    }

    private static Optional<ManualAccounts.BankAccount> account(Fields fields) {
        fields.needs("bankName", "accountNumber", "accountHolder");
        String bank = fields.text("bankName", 1, ManualAccounts.BANK_NAME_LENGTH);
        String number = fields.text("accountNumber", 1, ManualAccounts.ACCOUNT_NUMBER_LENGTH);
        String holder = fields.text("accountHolder", 1, ManualAccounts.ACCOUNT_HOLDER_LENGTH);
        return bank == null || number == null || holder == null
                ? Optional.empty()
                : Optional.of(new ManualAccounts.BankAccount(bank, number, holder));
    }
}
