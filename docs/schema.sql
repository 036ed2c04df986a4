-- The schema as the migrations leave it, for reading. Made from the database and compared with it by a
-- test; to make it anew: ./mvnw -pl server test -Dtest=SchemaFileTest -Dplugipay.write=true

CREATE OR REPLACE FUNCTION public.keep_terminal_sessions()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if old.status in ('completed', 'expired', 'canceled')
       and (new.status, new.payment_id, new.amount, new.currency)
           is distinct from (old.status, old.payment_id, old.amount, old.currency) then
        raise exception 'checkout_session % is % and stays so', old.id, old.status
            using errcode = 'check_violation';
    end if;
    return new;
end $function$
;

create table api_key (
    id text not null,
    workspace_id text not null,
    mode text not null,
    name text not null,
    type text not null,
    key_id text,
    secret_sealed bytea,
    key_sha256 bytea,
    key_prefix text not null,
    scopes text[] not null,
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone,
    created_at timestamp with time zone not null,
    constraint api_key_pkey PRIMARY KEY (id),
    constraint api_key_key_id_key UNIQUE (key_id),
    constraint api_key_key_sha256_key UNIQUE (key_sha256),
    constraint api_key_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id),
    constraint api_key_check CHECK (((type = 'hmac'::text) = ((key_id IS NOT NULL) AND (secret_sealed IS NOT NULL)))),
    constraint api_key_check1 CHECK (((type = 'bearer'::text) = (key_sha256 IS NOT NULL))),
    constraint api_key_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'live'::text]))),
    constraint api_key_type_check CHECK ((type = ANY (ARRAY['hmac'::text, 'bearer'::text])))
);
CREATE INDEX api_key_workspace ON public.api_key USING btree (workspace_id, mode);
alter table api_key enable row level security;
create policy scope on api_key as permissive for all to plugipay_app
    using (((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text)) AND ((current_setting('plugipay.mode'::text, true) = mode) OR (current_setting('plugipay.mode'::text, true) = '*'::text)));
grant insert, select, update on api_key to plugipay_app;

create table browser_session (
    id text not null,
    person_id text not null,
    token_sha256 bytea not null,
    user_agent text,
    ip text,
    created_at timestamp with time zone not null,
    last_used_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    constraint browser_session_pkey PRIMARY KEY (id),
    constraint browser_session_token_sha256_key UNIQUE (token_sha256),
    constraint browser_session_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX browser_session_expiry ON public.browser_session USING btree (expires_at);
grant delete, insert, select, update on browser_session to plugipay_app;

create table checkout_session (
    id text not null,
    workspace_id text not null,
    mode text not null,
    status text not null,
    amount bigint not null,
    currency text not null,
    customer_id text,
    methods text[] not null,
    line_items jsonb not null,
    success_url text,
    cancel_url text,
    locale text,
    metadata jsonb,
    save_payment_token boolean not null default false,
    payment_method text,
    adapter text,
    payment_id text,
    expires_at timestamp with time zone not null,
    claimed_at timestamp with time zone,
    completed_at timestamp with time zone,
    expired_at timestamp with time zone,
    canceled_at timestamp with time zone,
    version bigint not null,
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null,
    constraint checkout_session_pkey PRIMARY KEY (id),
    constraint checkout_session_workspace_id_mode_id_key UNIQUE (workspace_id, mode, id),
    constraint checkout_session_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id),
    constraint checkout_session_workspace_id_mode_customer_id_fkey FOREIGN KEY (workspace_id, mode, customer_id) REFERENCES customer(workspace_id, mode, id) ON DELETE SET NULL (customer_id),
    constraint checkout_session_workspace_id_mode_payment_id_fkey FOREIGN KEY (workspace_id, mode, payment_id) REFERENCES payment(workspace_id, mode, id) DEFERRABLE INITIALLY DEFERRED,
    constraint checkout_session_amount_check CHECK (((amount >= 1) AND (amount <= '999999999999'::bigint))),
    constraint checkout_session_check CHECK (((status = 'completed'::text) = (payment_id IS NOT NULL))),
    constraint checkout_session_check1 CHECK (((status = 'completed'::text) = (completed_at IS NOT NULL))),
    constraint checkout_session_check2 CHECK (((status = 'expired'::text) = (expired_at IS NOT NULL))),
    constraint checkout_session_check3 CHECK (((status = 'canceled'::text) = (canceled_at IS NOT NULL))),
    constraint checkout_session_check4 CHECK (((status <> 'pending_review'::text) OR (claimed_at IS NOT NULL))),
    constraint checkout_session_currency_check CHECK ((currency = ANY (ARRAY['IDR'::text, 'USD'::text]))),
    constraint checkout_session_locale_check CHECK ((locale = ANY (ARRAY['en'::text, 'id'::text]))),
    constraint checkout_session_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'live'::text]))),
    constraint checkout_session_status_check CHECK ((status = ANY (ARRAY['open'::text, 'pending_review'::text, 'completed'::text, 'expired'::text, 'canceled'::text]))),
    constraint checkout_session_version_check CHECK ((version >= 1))
);
CREATE INDEX checkout_session_customer ON public.checkout_session USING btree (workspace_id, mode, customer_id) WHERE (customer_id IS NOT NULL);
CREATE INDEX checkout_session_due ON public.checkout_session USING btree (expires_at) WHERE (status = 'open'::text);
CREATE INDEX checkout_session_newest ON public.checkout_session USING btree (workspace_id, mode, created_at, id);
CREATE TRIGGER checkout_session_terminal BEFORE UPDATE ON public.checkout_session FOR EACH ROW EXECUTE FUNCTION keep_terminal_sessions();
alter table checkout_session enable row level security;
create policy scope on checkout_session as permissive for all to plugipay_app
    using (((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text)) AND ((current_setting('plugipay.mode'::text, true) = mode) OR (current_setting('plugipay.mode'::text, true) = '*'::text)));
grant insert, select, update on checkout_session to plugipay_app;

create table checkout_settings (
    workspace_id text not null,
    enabled_methods text[] not null,
    method_order text[] not null default '{}'::text[],
    brand_name text,
    brand_logo_url text,
    brand_accent text,
    brand_tagline text,
    updated_at timestamp with time zone not null,
    constraint checkout_settings_pkey PRIMARY KEY (workspace_id),
    constraint checkout_settings_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id),
    constraint checkout_settings_brand_accent_check CHECK ((brand_accent ~ '^#[0-9A-Fa-f]{6}$'::text)),
    constraint checkout_settings_brand_name_check CHECK ((char_length(brand_name) <= 80)),
    constraint checkout_settings_brand_tagline_check CHECK ((char_length(brand_tagline) <= 140))
);
alter table checkout_settings enable row level security;
create policy scope on checkout_settings as permissive for all to plugipay_app
    using ((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text));
grant insert, select, update on checkout_settings to plugipay_app;

create table customer (
    id text not null,
    workspace_id text not null,
    mode text not null,
    external_id text,
    email text,
    name text,
    phone text,
    tax_id text,
    metadata jsonb,
    version bigint not null,
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null,
    constraint customer_pkey PRIMARY KEY (id),
    constraint customer_workspace_id_mode_external_id_key UNIQUE (workspace_id, mode, external_id),
    constraint customer_workspace_id_mode_id_key UNIQUE (workspace_id, mode, id),
    constraint customer_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id),
    constraint customer_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'live'::text]))),
    constraint customer_version_check CHECK ((version >= 1))
);
CREATE INDEX customer_newest ON public.customer USING btree (workspace_id, mode, created_at, id);
alter table customer enable row level security;
create policy scope on customer as permissive for all to plugipay_app
    using (((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text)) AND ((current_setting('plugipay.mode'::text, true) = mode) OR (current_setting('plugipay.mode'::text, true) = '*'::text)));
grant delete, insert, select, update on customer to plugipay_app;

create table event (
    id text not null,
    workspace_id text not null,
    mode text not null,
    type text not null,
    aggregate_type text not null,
    aggregate_id text not null,
    sequence bigint not null,
    data text not null,
    source text not null,
    request_id text,
    idempotency_key text,
    occurred_at timestamp with time zone not null,
    created_at timestamp with time zone not null,
    constraint event_pkey PRIMARY KEY (id),
    constraint event_workspace_id_mode_aggregate_id_sequence_key UNIQUE (workspace_id, mode, aggregate_id, sequence),
    constraint event_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'live'::text]))),
    constraint event_sequence_check CHECK ((sequence >= 1))
);
CREATE INDEX event_newest ON public.event USING btree (workspace_id, mode, occurred_at, id);
alter table event enable row level security;
create policy scope on event as permissive for all to plugipay_app
    using (((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text)) AND ((current_setting('plugipay.mode'::text, true) = mode) OR (current_setting('plugipay.mode'::text, true) = '*'::text)));
grant insert, select on event to plugipay_app;

create table idempotency (
    workspace_id text not null,
    mode text not null,
    method text not null,
    route text not null,
    key text not null,
    fingerprint bytea not null,
    status integer,
    body bytea,
    claimed_at timestamp with time zone not null,
    created_at timestamp with time zone not null,
    constraint idempotency_pkey PRIMARY KEY (workspace_id, mode, method, route, key),
    constraint idempotency_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'live'::text])))
);
CREATE INDEX idempotency_age ON public.idempotency USING btree (created_at);
alter table idempotency enable row level security;
create policy scope on idempotency as permissive for all to plugipay_app
    using (((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text)) AND ((current_setting('plugipay.mode'::text, true) = mode) OR (current_setting('plugipay.mode'::text, true) = '*'::text)));
grant delete, insert, select, update on idempotency to plugipay_app;

create table membership (
    id text not null,
    workspace_id text not null,
    person_id text not null,
    role text not null,
    joined_at timestamp with time zone not null,
    constraint membership_pkey PRIMARY KEY (id),
    constraint membership_workspace_id_person_id_key UNIQUE (workspace_id, person_id),
    constraint membership_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
    constraint membership_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id),
    constraint membership_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))
);
CREATE INDEX membership_person ON public.membership USING btree (person_id);
alter table membership enable row level security;
create policy scope on membership as permissive for all to plugipay_app
    using ((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text));
grant insert, select, update on membership to plugipay_app;

create table payment (
    id text not null,
    workspace_id text not null,
    mode text not null,
    session_id text not null,
    attempt_id text not null,
    customer_id text,
    amount bigint not null,
    currency text not null,
    method text not null,
    channel text,
    adapter text not null,
    provider_reference text,
    status text not null,
    card_brand text,
    card_last4 text,
    card_exp_month integer,
    card_exp_year integer,
    metadata jsonb,
    captured_at timestamp with time zone not null,
    version bigint not null,
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null,
    constraint payment_pkey PRIMARY KEY (id),
    constraint payment_attempt_id_key UNIQUE (attempt_id),
    constraint payment_session_id_key UNIQUE (session_id),
    constraint payment_workspace_id_mode_id_key UNIQUE (workspace_id, mode, id),
    constraint payment_workspace_id_mode_attempt_id_fkey FOREIGN KEY (workspace_id, mode, attempt_id) REFERENCES payment_attempt(workspace_id, mode, id),
    constraint payment_workspace_id_mode_session_id_fkey FOREIGN KEY (workspace_id, mode, session_id) REFERENCES checkout_session(workspace_id, mode, id),
    constraint payment_amount_check CHECK (((amount >= 1) AND (amount <= '999999999999'::bigint))),
    constraint payment_currency_check CHECK ((currency = ANY (ARRAY['IDR'::text, 'USD'::text]))),
    constraint payment_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'live'::text]))),
    constraint payment_status_check CHECK ((status = ANY (ARRAY['succeeded'::text, 'partially_refunded'::text, 'refunded'::text]))),
    constraint payment_version_check CHECK ((version >= 1))
);
CREATE INDEX payment_customer ON public.payment USING btree (workspace_id, mode, customer_id) WHERE (customer_id IS NOT NULL);
CREATE INDEX payment_newest ON public.payment USING btree (workspace_id, mode, created_at, id);
alter table payment enable row level security;
create policy scope on payment as permissive for all to plugipay_app
    using (((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text)) AND ((current_setting('plugipay.mode'::text, true) = mode) OR (current_setting('plugipay.mode'::text, true) = '*'::text)));
grant insert, select, update on payment to plugipay_app;

create table payment_attempt (
    id text not null,
    workspace_id text not null,
    mode text not null,
    session_id text not null,
    method text not null,
    channel text not null,
    adapter text not null,
    test_card text,
    state text not null,
    amount bigint not null,
    currency text not null,
    provider_reference text,
    action_url text,
    failure_code text,
    failure_message text,
    expires_at timestamp with time zone,
    version bigint not null,
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null,
    constraint payment_attempt_pkey PRIMARY KEY (id),
    constraint payment_attempt_workspace_id_mode_id_key UNIQUE (workspace_id, mode, id),
    constraint payment_attempt_workspace_id_mode_session_id_fkey FOREIGN KEY (workspace_id, mode, session_id) REFERENCES checkout_session(workspace_id, mode, id),
    constraint payment_attempt_amount_check CHECK ((amount >= 1)),
    constraint payment_attempt_check CHECK (((state = 'failed'::text) = (failure_code IS NOT NULL))),
    constraint payment_attempt_check1 CHECK (((test_card IS NULL) OR (mode = 'test'::text))),
    constraint payment_attempt_currency_check CHECK ((currency = ANY (ARRAY['IDR'::text, 'USD'::text]))),
    constraint payment_attempt_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'live'::text]))),
    constraint payment_attempt_state_check CHECK ((state = ANY (ARRAY['created'::text, 'requires_action'::text, 'in_doubt'::text, 'succeeded'::text, 'failed'::text, 'voided'::text]))),
    constraint payment_attempt_version_check CHECK ((version >= 1))
);
CREATE UNIQUE INDEX payment_attempt_one_live ON public.payment_attempt USING btree (session_id) WHERE (state = ANY (ARRAY['created'::text, 'requires_action'::text, 'in_doubt'::text]));
CREATE INDEX payment_attempt_session ON public.payment_attempt USING btree (session_id, created_at, id);
alter table payment_attempt enable row level security;
create policy scope on payment_attempt as permissive for all to plugipay_app
    using (((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text)) AND ((current_setting('plugipay.mode'::text, true) = mode) OR (current_setting('plugipay.mode'::text, true) = '*'::text)));
grant insert, select, update on payment_attempt to plugipay_app;

create table person (
    id text not null,
    email text not null,
    name text,
    password_hash text not null,
    locale text not null default 'id'::text,
    created_at timestamp with time zone not null,
    last_login_at timestamp with time zone,
    constraint person_pkey PRIMARY KEY (id),
    constraint person_locale_check CHECK ((locale = ANY (ARRAY['en'::text, 'id'::text])))
);
CREATE UNIQUE INDEX person_email ON public.person USING btree (lower(email));
grant insert, select, update on person to plugipay_app;

create table scheduled_tasks (
    task_name text not null,
    task_instance text not null,
    task_data bytea,
    execution_time timestamp with time zone not null,
    picked boolean not null,
    picked_by text,
    last_success timestamp with time zone,
    last_failure timestamp with time zone,
    consecutive_failures integer,
    last_heartbeat timestamp with time zone,
    version bigint not null,
    priority smallint,
    constraint scheduled_tasks_pkey PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_due ON public.scheduled_tasks USING btree (execution_time);
CREATE INDEX scheduled_tasks_heartbeat ON public.scheduled_tasks USING btree (last_heartbeat);
grant delete, insert, select, update on scheduled_tasks to plugipay_app;

create table seen_signature (
    signature bytea not null,
    ip text not null,
    bound_to text not null default ''::text,
    seen_at timestamp with time zone not null,
    constraint seen_signature_pkey PRIMARY KEY (signature)
);
CREATE INDEX seen_signature_age ON public.seen_signature USING btree (seen_at);
grant delete, insert, select, update on seen_signature to plugipay_app;

create table setup_token (
    workspace_id text not null,
    token_sha256 bytea not null,
    created_at timestamp with time zone not null,
    used_at timestamp with time zone,
    constraint setup_token_pkey PRIMARY KEY (workspace_id),
    constraint setup_token_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);
alter table setup_token enable row level security;
create policy scope on setup_token as permissive for all to plugipay_app
    using ((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text));
grant insert, select, update on setup_token to plugipay_app;

create table sign_in_failure (
    email text not null,
    ip text not null,
    failures integer not null,
    last_at timestamp with time zone not null,
    constraint sign_in_failure_pkey PRIMARY KEY (email, ip)
);
grant delete, insert, select, update on sign_in_failure to plugipay_app;

create table workspace (
    id text not null,
    name text not null,
    slug text not null,
    timezone text not null default 'Asia/Jakarta'::text,
    created_at timestamp with time zone not null,
    constraint workspace_pkey PRIMARY KEY (id),
    constraint workspace_slug_key UNIQUE (slug)
);
alter table workspace enable row level security;
create policy scope on workspace as permissive for all to plugipay_app
    using ((current_setting('plugipay.workspace'::text, true) = id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text));
grant insert, select, update on workspace to plugipay_app;
