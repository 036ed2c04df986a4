package com.plugipay.checkout;

import com.plugipay.checkout.HeldPage.Digits;
import com.plugipay.checkout.HeldPage.Kind;
import com.plugipay.checkout.HeldPage.Picture;
import com.plugipay.http.PageFrame;
import com.plugipay.http.TimeText;
import com.plugipay.http.TimeTexts;
import com.plugipay.money.Money;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.AttemptState;
import com.plugipay.payment.MethodNames;
import com.plugipay.provider.Instrument;
import com.plugipay.provider.MobileNumber;
import com.plugipay.qris.NotQris;
import com.plugipay.qris.QrPicture;
import com.plugipay.qris.Qris;
import com.plugipay.scope.Mode;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Turns the live instrument into what the page shows of it.
final class HeldView {
    private static final Pattern FOURS = Pattern.compile("(\\d{4})(?=\\d)");

    /// What people put between the digits of an account; apps of banks do not take it.
    private static final Pattern FILLERS = Pattern.compile("[\\s.\\-]");

    private static final int FEW = 6;

    private HeldView() {}

    /// Null when there is nothing to show: no live attempt, or one that goes on elsewhere.
    static @Nullable HeldPage of(SessionReader.Seen seen, PageFrame frame) {
        Attempt live = seen.liveAttempt();
        if (live == null || !(live.state() instanceof AttemptState.RequiresAction(Instrument instrument))) {
            return null;
        }
        var held = new Builder(seen, live, instrument, frame);
        return switch (instrument) {
            case Instrument.Redirect _ -> null;
            case Instrument.Qr(String payload) -> held.picture(Kind.QR, picture(payload, live));
            case Instrument.VirtualAccount(var bank, var number, var holder, var billerCode, var billKey) ->
                billerCode == null || billKey == null
                        ? held.numbers(Kind.VA, List.of(new Digits(bank, fours(number), number, holder)))
                        : held.numbers(
                                Kind.BILL,
                                List.of(
                                        held.number("checkout.held.biller-code", billerCode, null),
                                        held.number("checkout.held.bill-key", billKey, holder)));
            case Instrument.RetailCode(String _, String code) ->
                held.numbers(Kind.RETAIL, List.of(held.number("checkout.held.code", code, null)));
            case Instrument.Push(String phone) -> held.pushed(new MobileNumber(phone).masked());
            case Instrument.BankTransfer(var accounts) ->
                held.numbers(
                        Kind.BANK_TRANSFER,
                        accounts.stream()
                                .map(account -> new Digits(
                                        account.bankName(),
                                        account.accountNumber(),
                                        FILLERS.matcher(account.accountNumber()).replaceAll(""),
                                        account.accountHolder()))
                                .toList());
            case Instrument.StaticQr(var payload, String imageUrl) ->
                held.picture(Kind.STATIC_QR, payload == null ? new Picture(null, 0, imageUrl) : picture(payload, live));
            case Instrument.AtTheShop _ ->
                held.numbers(live.channel().equals("edc_card") ? Kind.EDC_CARD : Kind.CASH, List.of());
        };
    }

    private static Picture picture(String payload, Attempt live) {
        QrPicture picture = QrPicture.of(payload);
        return new Picture(picture.path(), picture.side(), QrPages.path(live));
    }

    /// Digits in fours, as on cards; a few are read at once.
    private static String fours(String number) {
        return number.length() <= FEW ? number : FOURS.matcher(number).replaceAll("$1 ");
    }

    /// What all kinds have in common.
    private record Builder(SessionReader.Seen seen, Attempt live, Instrument instrument, PageFrame frame) {
        HeldPage numbers(Kind kind, List<Digits> numbers) {
            return held(kind, numbers, null, null);
        }

        HeldPage picture(Kind kind, Picture picture) {
            return held(kind, List.of(), picture, null);
        }

        HeldPage pushed(String phone) {
            return held(Kind.PUSH, List.of(), null, phone);
        }

        Digits number(String label, String number, @Nullable String holder) {
            return new Digits(frame.t(label), fours(number), number, holder);
        }

        private HeldPage held(Kind kind, List<Digits> numbers, @Nullable Picture picture, @Nullable String phone) {
            Money price = seen.session().terms().amount();
            boolean byHand = live.adapter().equals("manual");
            boolean atTheShop = instrument instanceof Instrument.AtTheShop;
            var manual = byHand && !atTheShop ? seen.settings().manual() : null;
            String label = MethodNames.of(frame, live.channel());
            return new HeldPage(
                    kind,
                    label,
                    numbers,
                    picture,
                    phone,
                    until(seen, live, frame),
                    Steps.of(live.channel(), label, instrument, frame::t),
                    live.amount().display(),
                    live.amount().equals(price)
                            ? null
                            : price.minus(live.amount()).display(),
                    live.amount().digits(),
                    payee(instrument),
                    manual == null ? null : manual.instructions(),
                    atTheShop ? seen.settings().business().address() : null,
                    byHand,
                    !byHand && live.scope().mode() == Mode.TEST);
        }
    }

    /// Steps tell the customer to compare the name, and it is seldom the brand's.
    private static @Nullable String payee(Instrument instrument) {
        try {
            return instrument instanceof Instrument.StaticQr(String payload, String _) && payload != null
                    ? Qris.read(payload).merchantName()
                    : null;
        } catch (NotQris e) {
            return null;
        }
    }

    /// When what the customer has stops being good, if that is before the session ends.
    static @Nullable TimeText until(SessionReader.Seen seen, Attempt live, PageFrame frame) {
        return live.expiresAt().isBefore(seen.session().expiresAt())
                ? new TimeTexts(frame, seen.settings().timezone(), seen.now()).of(live.expiresAt())
                : null;
    }
}
