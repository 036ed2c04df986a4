package com.plugipay.provider;

import com.plugipay.provider.Instrument.BankAccount;
import com.plugipay.scope.Mode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A provider whose words can be kept: every text that it says passes here, and loses what no table takes, such as
/// U+0000 or half a character, and what is longer than anything a person reads. Otherwise one bad character would keep
/// what happened from being written down. Amounts and kinds are as they were. A name, and what the customer pays with,
/// stays as it is or is not understood: without a character it would be another.
final class InPlainText implements PaymentProvider {
    private static final Logger LOG = LoggerFactory.getLogger(InPlainText.class);
    private static final int LONGEST_WORDS = 500;
    private static final int LONGEST_CODE = 64;
    private static final int LONGEST_PART = 2_048;

    private final PaymentProvider provider;

    InPlainText(PaymentProvider provider) {
        this.provider = provider;
    }

    @Override
    public String adapter() {
        return provider.adapter();
    }

    @Override
    public boolean supports(Mode mode, String method) {
        return provider.supports(mode, method);
    }

    @Override
    public boolean canRefund(String method) {
        return provider.canRefund(method);
    }

    @Override
    public CredentialCheck check(Connection connection, String inboundUrl) {
        return switch (provider.check(connection, inboundUrl)) {
            case CredentialCheck.Failed(var problem, String said) -> new CredentialCheck.Failed(problem, words(said));
            case CredentialCheck.Accepted(var learned) ->
                new CredentialCheck.Accepted(learned.entrySet().stream()
                        .filter(one -> isPlain(one.getValue()))
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
        };
    }

    @Override
    public CallbackCheck verify(Connection connection, Callback callback) {
        return provider.verify(connection, callback);
    }

    @Override
    public Outcome charge(Connection connection, ChargeRequest request) {
        return plain(provider.charge(connection, request));
    }

    @Override
    public Outcome resume(Connection connection, ChargeRequest request, ActionResult result) {
        return plain(provider.resume(connection, request, result));
    }

    @Override
    public Outcome query(Connection connection, ChargeRequest request) {
        return plain(provider.query(connection, request));
    }

    @Override
    public Outcome collect(Connection connection, ChargeRequest request) {
        return plain(provider.collect(connection, request));
    }

    @Override
    public List<Outcome.Captured> all(Connection connection, ChargeRequest request, Outcome.Captured told) {
        return provider.all(connection, request, told).stream()
                .map(InPlainText::plain)
                .filter(one -> {
                    if (one instanceof Outcome.Unknown(String why)) {
                        LOG.error("{}: {} tells of more: {}", request.key(), adapter(), why);
                    }
                    return one instanceof Outcome.Captured;
                })
                .map(Outcome.Captured.class::cast)
                .toList();
    }

    @Override
    public Outcome find(Connection connection, String key, @Nullable String reference) {
        return plain(provider.find(connection, key, reference));
    }

    @Override
    public Outcome cancel(Connection connection, ChargeRequest request) {
        return plain(provider.cancel(connection, request));
    }

    @Override
    public RefundOutcome refund(Connection connection, RefundRequest request) {
        return plain(provider.refund(connection, request));
    }

    @Override
    public RefundOutcome queryRefund(Connection connection, RefundRequest request) {
        return plain(provider.queryRefund(connection, request));
    }

    static Outcome plain(Outcome told) {
        return switch (told) {
            case Outcome.Captured captured -> plain(captured);
            case Outcome.ActionNeeded(String reference, Instrument instrument, var expiresAt) -> {
                Instrument plain = plain(instrument);
                yield plain == null || !isPlain(reference) || !Outcome.isName(reference)
                        ? new Outcome.Unknown("what the customer is to hold cannot be read")
                        : new Outcome.ActionNeeded(reference, plain, expiresAt);
            }
            case Outcome.Declined(var code, String message) -> new Outcome.Declined(code, words(message));
            case Outcome.NotMade(String code, String message) -> new Outcome.NotMade(code(code), words(message));
            case Outcome.Unknown(String why) -> new Outcome.Unknown(words(why));
            case Outcome.Voided voided -> voided;
        };
    }

    private static Outcome plain(Outcome.Captured told) {
        if (!isPlain(told.reference())) {
            return new Outcome.Unknown("money under a name that cannot be kept");
        }
        Card card = told.card();
        return new Outcome.Captured(
                told.reference(),
                told.key(),
                told.mode(),
                told.amount(),
                told.fee(),
                card == null
                        ? null
                        : new Card(kept(card.brand()), kept(card.last4()), card.expMonth(), card.expYear()));
    }

    static RefundOutcome plain(RefundOutcome told) {
        return switch (told) {
            case RefundOutcome.Succeeded succeeded ->
                isPlain(succeeded.reference())
                        ? succeeded
                        : new RefundOutcome.Unknown("sent back under a name that cannot be kept");
            case RefundOutcome.Pending pending ->
                isPlain(pending.reference()) && Outcome.isName(pending.reference())
                        ? pending
                        : new RefundOutcome.Unknown("a refund without a name");
            case RefundOutcome.Refused(String code, String message) ->
                new RefundOutcome.Refused(code(code), words(message));
            case RefundOutcome.Dropped(String code, String message) ->
                new RefundOutcome.Dropped(code(code), words(message));
            case RefundOutcome.Unknown(String why) -> new RefundOutcome.Unknown(words(why));
            case RefundOutcome.NotFound notFound -> notFound;
        };
    }

    /// Null when one of its parts is nothing, or too long to be one.
    private static @Nullable Instrument plain(Instrument told) {
        return switch (told) {
            case Instrument.Redirect(String url) -> {
                String there = part(url);
                yield there == null ? null : new Instrument.Redirect(there);
            }
            case Instrument.Qr(String payload) -> {
                String code = part(payload);
                yield code == null ? null : new Instrument.Qr(code);
            }
            case Instrument.VirtualAccount(String bank, String number, String holder, var biller, var key) -> {
                String account = part(number);
                boolean whole = (biller == null || part(biller) != null) && (key == null || part(key) != null);
                yield account == null || !whole
                        ? null
                        : new Instrument.VirtualAccount(words(bank), account, words(holder), biller, key);
            }
            case Instrument.RetailCode(String store, String code) -> {
                String typed = part(code);
                yield typed == null ? null : new Instrument.RetailCode(kept(store), typed);
            }
            case Instrument.Push(String phone) -> new Instrument.Push(kept(phone));
            case Instrument.BankTransfer(var accounts) ->
                new Instrument.BankTransfer(
                        accounts.stream().map(InPlainText::plain).toList());
            case Instrument.StaticQr staticQr -> staticQr;
            case Instrument.AtTheShop atTheShop -> atTheShop;
        };
    }

    private static BankAccount plain(BankAccount account) {
        return new BankAccount(
                words(account.bankName()), kept(account.accountNumber()), words(account.accountHolder()));
    }

    private static String code(String told) {
        String kept = cut(kept(told), LONGEST_CODE);
        return kept.isBlank() ? "unknown" : kept;
    }

    private static String words(String told) {
        return cut(kept(told), LONGEST_WORDS);
    }

    private static @Nullable String part(String told) {
        return told.isBlank() || told.length() > LONGEST_PART || !isPlain(told) ? null : told;
    }

    /// Whether nothing of it would be left out.
    private static boolean isPlain(String told) {
        return kept(told).equals(told);
    }

    private static String kept(String told) {
        return told.codePoints()
                .filter(point -> !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }
}
