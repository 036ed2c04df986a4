package com.plugipay.checkout;

import com.plugipay.db.Asked;
import com.plugipay.db.Tx;
import com.plugipay.error.Rejected;
import com.plugipay.event.Origin;
import com.plugipay.http.Json;
import com.plugipay.money.Money;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.AttemptStore;
import com.plugipay.payment.StartAttempt;
import com.plugipay.scope.Scope;
import com.plugipay.settings.CheckoutSettings;
import com.plugipay.settings.SettingsStore;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The feature's front door for other features.
public final class CheckoutSessions {
    private final CheckoutStore store;
    private final CheckoutJson json;
    private final AttemptStore attempts;
    private final SettingsStore settings;
    private final OfferedMethods offered;
    private final EndCheckoutSession end;
    private final SessionReader reader;
    private final PublicJson publicJson;

    CheckoutSessions(
            CheckoutStore store,
            CheckoutJson json,
            AttemptStore attempts,
            SettingsStore settings,
            OfferedMethods offered,
            EndCheckoutSession end,
            SessionReader reader,
            PublicJson publicJson) {
        this.store = store;
        this.json = json;
        this.attempts = attempts;
        this.settings = settings;
        this.offered = offered;
        this.end = end;
        this.reader = reader;
        this.publicJson = publicJson;
    }

    /// What a customer gets who chooses this method of a session, or the preselected one; nothing when it is not
    /// offered now. The settings are read once: what is offered by one reading may not be by the next.
    public Optional<StartAttempt.Wish> wish(
            Tx tx, Scope scope, String id, @Nullable String method, Money amount, @Nullable String testCard) {
        Asked<CheckoutStore.Stored> stored = store.ask(tx, scope, SessionReader.parse(id));
        Asked<CheckoutSettings> asked = settings.ask(tx, scope);
        CheckoutSession session =
                stored.optional().orElseThrow(Rejected::notFound).session();
        CheckoutSettings chosen = asked.single();
        return offered.of(session, chosen).methods().stream()
                .filter(one -> method == null || one.id().equals(method))
                .findFirst()
                .map(one -> offered.wish(
                        scope.mode(),
                        one,
                        amount,
                        chosen,
                        new OfferedMethods.Means(one.id().equals("card") ? testCard : null, null)));
    }

    public void expire(Tx tx, Scope scope, String id, Origin origin) {
        end.handle(tx, scope, SessionReader.parse(id), EndCheckoutSession.How.EXPIRE, origin);
    }

    /// Whose session a public link names.
    public Scope scopeOf(String id) {
        return reader.scopeOf(SessionReader.parse(id));
    }

    /// Whether a claim is being looked at.
    public boolean isInReview(Tx tx, Scope scope, String id) {
        return store.ask(tx, scope, SessionReader.parse(id))
                .optional()
                .filter(stored -> stored.session().state() instanceof CheckoutSession.State.PendingReview)
                .isPresent();
    }

    /// A session as its customer reads it, in the language of who asks.
    public Object publicJson(Tx tx, Scope scope, String id, HttpServletRequest asking) {
        return publicJson.session(reader.see(tx, scope, SessionReader.parse(id)), asking);
    }

    /// What a session asks for and of whom.
    public Bill bill(Tx tx, Scope scope, String id) {
        return Bill.of(reader.see(tx, scope, SessionReader.parse(id)));
    }

    /// A session as its GET answers it.
    public String json(Tx tx, Scope scope, String id) {
        CheckoutStore.Stored stored =
                store.ask(tx, scope, SessionReader.parse(id)).optional().orElseThrow(Rejected::notFound);
        List<Attempt> soFar = attempts.ofPayable(tx, scope, id).list();
        return Json.text(json.whole(stored.session(), stored.workspaceName(), soFar));
    }
}
