package com.plugipay.adapter;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.http.FormErrors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The form for manual payments: `settings/manual.jte`.
///
/// @param canEdit false for a member, who only reads
/// @param canAdd whether another row fits
/// @param shop what is known of the shop's own QRIS
/// @param saved whether that has just happened
public record ManualPage(
        DashboardFrame dashboard,
        String formKey,
        List<Row> rows,
        String instructions,
        Shop shop,
        boolean canEdit,
        boolean canAdd,
        boolean saved,
        FormErrors errors) {

    /// The shop's own QRIS: what was read of it, or the picture alone.
    ///
    /// @param merchant null when no code could be read, or when there is none
    /// @param path of the black modules, to be drawn
    /// @param side in modules, the quiet zone included
    /// @param picture of the merchant's own; null when the text was given
    /// @param typed what came back with something wrong in it
    public record Shop(
            @Nullable String merchant,
            @Nullable String city,
            @Nullable String nmid,
            @Nullable String path,
            int side,
            @Nullable String picture,
            String typed) {
        public boolean isThere() {
            return merchant != null || picture != null;
        }
    }

    /// One account as typed.
    ///
    /// @param index from 0, in the names of its fields
    public record Row(int index, String bankName, String accountNumber, String accountHolder) {}
}
