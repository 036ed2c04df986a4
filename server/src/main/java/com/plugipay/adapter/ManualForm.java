package com.plugipay.adapter;

import com.plugipay.http.Json;
import com.plugipay.http.TextRules;
import com.plugipay.settings.ManualAccounts;
import com.plugipay.settings.ManualAccounts.BankAccount;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The form for manual payments as a person filled it in.
///
/// @param key names this opened form, whatever is sent from it
/// @param rows as typed, empty ones included
record ManualForm(String key, List<BankAccount> rows, String instructions) {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9-]{8,64}");
    private static final BankAccount EMPTY = new BankAccount("", "", "");
    private static final int FEWEST_ROWS = 2;

    /// What reading it led to.
    ///
    /// @param manual null when something is wrong
    /// @param wrong texts by field, in the order of the fields
    record Reading(@Nullable ManualAccounts manual, Map<String, String> wrong) {}

    static ManualForm of(@Nullable ManualAccounts kept) {
        List<BankAccount> rows = kept == null ? List.of() : kept.accounts();
        String instructions = kept == null ? null : kept.instructions();
        return new ManualForm(newKey(), withEmptyRows(rows, rows.size() + 1), instructions == null ? "" : instructions);
    }

    static ManualForm sent(HttpServletRequest request) {
        String key = field(request.getParameter("formKey"));
        String[] banks = fields(request, "bankName");
        String[] numbers = fields(request, "accountNumber");
        String[] holders = fields(request, "accountHolder");
        var rows = new ArrayList<BankAccount>();
        int count =
                Math.min(Math.max(banks.length, Math.max(numbers.length, holders.length)), ManualAccounts.MAX_ACCOUNTS);
        for (int i = 0; i < count; i++) {
            rows.add(new BankAccount(at(banks, i), at(numbers, i), at(holders, i)));
        }
        return new ManualForm(
                KEY.matcher(key).matches() ? key : newKey(),
                rows,
                field(request.getParameter("instructions")).replace("\r\n", "\n"));
    }

    /// With one more row to fill in.
    ManualForm withAnotherRow() {
        return new ManualForm(key, withEmptyRows(rows, rows.size() + 1), instructions);
    }

    /// @param index as it was sent; one that is not there removes nothing
    ManualForm withoutRow(String index) {
        var left = new ArrayList<>(rows);
        if (index.matches("[0-9]") && Integer.parseInt(index) < left.size()) {
            left.remove(Integer.parseInt(index));
        }
        return new ManualForm(key, withEmptyRows(left, left.size()), instructions);
    }

    /// The same content, as if typed into a form opened anew.
    ManualForm reopened() {
        return new ManualForm(newKey(), rows, instructions);
    }

    /// What makes two sendings of one form the same.
    byte[] content() {
        return Json.bytes(this);
    }

    /// @param before keeps what the form does not show
    Reading read(@Nullable ManualAccounts before) {
        Map<String, String> wrong = new LinkedHashMap<>();
        var accounts = new ArrayList<BankAccount>();
        for (int i = 0; i < rows.size(); i++) {
            BankAccount row = rows.get(i);
            if (!row.equals(EMPTY)) {
                check(wrong, "bankName-" + i, row.bankName(), ManualAccounts.BANK_NAME_LENGTH);
                check(wrong, "accountNumber-" + i, row.accountNumber(), ManualAccounts.ACCOUNT_NUMBER_LENGTH);
                check(wrong, "accountHolder-" + i, row.accountHolder(), ManualAccounts.ACCOUNT_HOLDER_LENGTH);
                accounts.add(row);
            }
        }
        String words = instructions.strip();
        if (TextRules.problemOfLines(words, 0, ManualAccounts.INSTRUCTIONS_LENGTH) != null) {
            boolean isLong = words.codePointCount(0, words.length()) > ManualAccounts.INSTRUCTIONS_LENGTH;
            wrong.put("instructions", isLong ? "adapter.manual.long" : "adapter.manual.wrong");
        }
        if (!wrong.isEmpty()) {
            return new Reading(null, wrong);
        }
        var manual = new ManualAccounts(
                List.copyOf(accounts),
                words.isEmpty() ? null : words,
                before == null ? null : before.staticQrImage(),
                before == null ? null : before.staticQrPayload());
        return new Reading(manual, wrong);
    }

    private static void check(Map<String, String> wrong, String field, String typed, int maxLength) {
        if (typed.isEmpty()) {
            wrong.put(field, "adapter.manual.missing." + field.replaceFirst("-.*", ""));
        } else if (typed.codePointCount(0, typed.length()) > maxLength) {
            wrong.put(field, "adapter.manual.long");
        } else if (TextRules.problem(typed, 1, maxLength) != null) {
            wrong.put(field, "adapter.manual.wrong");
        }
    }

    private static List<BankAccount> withEmptyRows(List<BankAccount> rows, int wanted) {
        var all = new ArrayList<>(rows);
        while (all.size() < Math.min(Math.max(wanted, FEWEST_ROWS), ManualAccounts.MAX_ACCOUNTS)) {
            all.add(EMPTY);
        }
        return List.copyOf(all);
    }

    private static String at(String[] values, int index) {
        return index < values.length ? values[index].strip() : "";
    }

    private static String[] fields(HttpServletRequest request, String name) {
        String[] values = request.getParameterValues(name);
        return values == null ? new String[0] : values;
    }

    private static String field(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }
}
