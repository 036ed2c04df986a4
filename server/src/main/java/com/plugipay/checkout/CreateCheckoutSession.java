package com.plugipay.checkout;

import com.plugipay.checkout.CheckoutSession.Buyer;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.customer.Customer;
import com.plugipay.customer.CustomerId;
import com.plugipay.customer.CustomerStore;
import com.plugipay.db.Asked;
import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.event.Origin;
import com.plugipay.event.Transition;
import com.plugipay.id.Ids;
import com.plugipay.money.Money;
import com.plugipay.scope.Scope;
import com.plugipay.settings.CheckoutSettings;
import com.plugipay.settings.SettingsStore;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Opens a session. The API and the dashboard's form both come here.
final class CreateCheckoutSession {
    /// What somebody asks for, well-formed but not yet checked against the workspace.
    ///
    /// @param methods null asks for all that are enabled
    /// @param amountAssert the amount as the caller believes people will read it
    record Request(
            Money amount,
            @Nullable List<String> methods,
            @Nullable CustomerId customer,
            @Nullable String description,
            List<CheckoutSession.LineItem> lineItems,
            @Nullable String successUrl,
            @Nullable String cancelUrl,
            Duration expiresIn,
            boolean savePaymentToken,
            @Nullable String locale,
            @Nullable String amountAssert,
            @Nullable Map<String, String> metadata) {}

    /// The session and its JSON.
    record Created(CheckoutSession session, String json) {}

    private final CheckoutStore store;
    private final SettingsStore settings;
    private final CustomerStore customers;
    private final OfferedMethods offered;
    private final Ids ids;
    private final WorkspaceTime time;

    CreateCheckoutSession(
            CheckoutStore store,
            SettingsStore settings,
            CustomerStore customers,
            OfferedMethods offered,
            Ids ids,
            WorkspaceTime time) {
        this.store = store;
        this.settings = settings;
        this.customers = customers;
        this.offered = offered;
        this.ids = ids;
        this.time = time;
    }

    /// What creating will need, asked early so that it travels with other questions.
    Asked<CheckoutSettings> prepare(Tx tx, Scope scope) {
        return settings.ask(tx, scope);
    }

    Created handle(
            Tx tx, Scope scope, String workspaceName, Asked<CheckoutSettings> asked, Request request, Origin origin) {
        String display = request.amount().display();
        if (request.amountAssert() != null && !request.amountAssert().equals(display)) {
            throw Rejected.invalid("amountAssert", "amountAssert does not match: this amount reads " + display + ".");
        }
        Buyer customer = customer(tx, scope, request.customer());
        CheckoutSettings chosen = asked.single();
        List<String> methods = request.methods() == null ? chosen.enabledMethods() : request.methods();
        if (offered.of(methods, chosen, scope.mode(), request.amount())
                        .methods()
                        .isEmpty()
                || request.savePaymentToken()) {
            throw new Rejected(
                    ErrorCode.NO_METHODS,
                    "This session would offer no payment method. Enable one, or ask for one that is available.");
        }
        Instant now = time.now(scope);
        var terms = new CheckoutSession.Terms(
                request.amount(),
                methods,
                request.lineItems(),
                customer,
                request.successUrl(),
                request.cancelUrl(),
                request.locale(),
                request.savePaymentToken(),
                withDescription(request));
        Transition<CheckoutSession, CheckoutEvent> transition =
                CheckoutSession.open(CheckoutSessionId.next(ids), scope, terms, now.plus(request.expiresIn()), now);
        return new Created(transition.after(), store.save(tx, transition, workspaceName, origin));
    }

    private @Nullable Buyer customer(Tx tx, Scope scope, @Nullable CustomerId id) {
        if (id == null) {
            return null;
        }
        Customer customer = customers
                .hold(tx, scope, id)
                .optional()
                .orElseThrow(() -> Rejected.invalid("customerId", "customerId names no customer of this workspace."));
        Customer.Details details = customer.details();
        return new Buyer(id.text(), details.name(), details.email(), details.phone(), details.externalId());
    }

    private static @Nullable Map<String, String> withDescription(Request request) {
        if (request.description() == null) {
            return request.metadata();
        }
        var metadata = new LinkedHashMap<String, String>();
        if (request.metadata() != null) {
            metadata.putAll(request.metadata());
        }
        metadata.put("description", request.description());
        return metadata;
    }
}
