package com.plugipay.adapter;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.dashboard.Visit;
import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.file.Images;
import com.plugipay.file.Picture;
import com.plugipay.http.Answer;
import com.plugipay.http.Pages;
import com.plugipay.http.Writes;
import com.plugipay.qris.NotQris;
import com.plugipay.qris.Qris;
import com.plugipay.secret.Sha256;
import com.plugipay.settings.ManualAccounts;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The shop's own QRIS on the page of manual payments: given as a picture or as text, or taken away.
@RestController
final class ManualQrisPages {
    private static final String ROUTE = "/dashboard/settings/manual/qris";
    private static final String PICTURE = "qrisPicture";
    private static final String TEXT = "qrisText";

    private final Adapters adapters;
    private final ReadShopQris read;
    private final Images images;
    private final Writes writes;
    private final WorkspaceTime time;
    private final ManualView view;

    ManualQrisPages(
            Adapters adapters, ReadShopQris read, Images images, Writes writes, WorkspaceTime time, ManualView view) {
        this.adapters = adapters;
        this.read = read;
        this.images = images;
        this.writes = writes;
        this.time = time;
        this.view = view;
    }

    /// What the form led to: a picture, a text, both or neither.
    private record Given(
            @Nullable Picture picture, @Nullable String payload) {}

    /// Something is wrong with a field.
    private static final class WrongField extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;
        private final String field;
        private final String text;

        WrongField(int status, String field, String text) {
            super(text, null, false, false);
            this.status = status;
            this.field = field;
            this.text = text;
        }
    }

    @PostMapping("/dashboard/{slug}/{mode}/settings/manual/qris")
    ResponseEntity<byte[]> save(
            Visit visit,
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String qrisText,
            @RequestParam(defaultValue = "") String remove) {
        visit.caller().needs("settings", "write");
        ManualForm form = ManualForm.sent(request);
        String typed = qrisText.strip();
        try {
            Given given = remove.isEmpty() ? given(picture(request), typed) : new Given(null, null);
            writes.runForm(
                    visit.scope(),
                    ROUTE,
                    form.key(),
                    content(given.picture(), typed, remove),
                    tx -> () -> put(tx, visit, given, form.key()));
            return Pages.seeOther(visit.url(ManualView.PATH + "?notice=saved"));
        } catch (WrongField wrong) {
            return again(visit, typed, wrong);
        } catch (Rejected rejected) {
            if (rejected.code() != ErrorCode.IDEMPOTENCY_MISMATCH) {
                throw rejected;
            }
            return again(visit, typed, new WrongField(409, TEXT, "adapter.manual.again"));
        }
    }

    private Answer put(Tx tx, Visit visit, Given given, String formKey) {
        ManualAccounts before = adapters.lockManual(tx, visit.scope());
        ManualAccounts kept = before == null ? new ManualAccounts(List.of(), null, null, null) : before;
        Picture picture = given.picture();
        String image = picture == null ? null : images.keep(tx, visit.scope(), picture, time.now(visit.scope()));
        adapters.putManual(tx, visit.scope(), kept.withStaticQr(image, given.payload()), visit.origin(formKey));
        return new Answer(303, new byte[0]);
    }

    private @Nullable Picture picture(HttpServletRequest request) throws WrongField {
        try {
            return images.read(request, PICTURE);
        } catch (Rejected rejected) {
            throw wrongPicture(rejected);
        }
    }

    private Given given(@Nullable Picture picture, String typed) throws WrongField {
        if (picture == null && typed.isEmpty()) {
            throw new WrongField(400, PICTURE, "adapter.manual.qris.missing");
        }
        String payload = typed.isEmpty() ? null : payload(typed);
        String inside = picture == null ? null : inside(picture);
        if (payload != null && inside != null && !inside.equals(payload)) {
            throw new WrongField(400, PICTURE, "adapter.manual.qris.differs");
        }
        return new Given(picture, payload == null ? inside : payload);
    }

    private @Nullable String inside(Picture picture) throws WrongField {
        try {
            Qris qris = read.inPicture(picture.content());
            return qris == null ? null : qris.payload();
        } catch (Rejected rejected) {
            throw wrongPicture(rejected);
        } catch (NotQris e) {
            throw new WrongField(400, PICTURE, fault(e));
        }
    }

    private static String payload(String typed) throws WrongField {
        try {
            return Qris.readStatic(typed).payload();
        } catch (NotQris e) {
            throw new WrongField(400, TEXT, fault(e));
        }
    }

    private static String fault(NotQris e) {
        return "adapter.manual.qris.fault." + e.fault().name().toLowerCase(Locale.ROOT);
    }

    private static WrongField wrongPicture(Rejected rejected) {
        String text = switch (rejected.code()) {
            case PAYLOAD_TOO_LARGE -> "adapter.manual.qris.picture.large";
            case UNSUPPORTED_MEDIA_TYPE -> "adapter.manual.qris.picture.unreadable";
            case SERVICE_UNAVAILABLE -> "adapter.manual.qris.picture.busy";
            default -> throw rejected;
        };
        return new WrongField(rejected.code().status(), PICTURE, text);
    }

    /// What makes two sendings of one form the same.
    private static byte[] content(@Nullable Picture picture, String typed, String remove) {
        String drawn = picture == null ? "" : HexFormat.of().formatHex(Sha256.of(picture.content()));
        return String.join("\n", drawn, remove, typed).getBytes(StandardCharsets.UTF_8);
    }

    private ResponseEntity<byte[]> again(Visit visit, String typed, WrongField wrong) {
        ManualAccounts kept = view.kept(visit);
        return view.page(wrong.status, visit, ManualForm.of(kept), kept, typed, false, Map.of(wrong.field, wrong.text));
    }
}
