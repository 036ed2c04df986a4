-- The schema as the migrations leave it, for reading. Made from the database and compared with it by a
-- test; to make it anew: ./mvnw -pl server test -Dtest=SchemaFileTest -Dplugipay.write=true

CREATE OR REPLACE FUNCTION public.check_ledger_entries()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare wrong text;
begin
    select n.tx_id into wrong from new_entry n group by n.tx_id, n.currency
    having sum(case n.direction when 'debit' then n.amount else -n.amount end) <> 0 or count(*) < 2 limit 1;
    if wrong is not null then
        raise exception 'ledger transaction % does not net to zero', wrong using errcode = 'check_violation';
    end if;
    select n.tx_id into wrong from new_entry n
     group by n.tx_id having count(*) <> (select count(*) from ledger_entry e where e.tx_id = n.tx_id) limit 1;
    if wrong is not null then
        raise exception 'ledger transaction % was already written', wrong using errcode = 'check_violation';
    end if;
    return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.check_ledger_txs()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare wrong text;
begin
    select n.id into wrong from new_tx n
     where (select count(*) from ledger_entry e where e.tx_id = n.id) < 2 limit 1;
    if wrong is not null then
        raise exception 'ledger transaction % has fewer than two entries', wrong using errcode = 'check_violation';
    end if;
    return null;
end $function$
;

CREATE OR REPLACE PROCEDURE public.guard_rows(IN guarded text)
 LANGUAGE plpgsql
AS $procedure$
begin
    execute format('alter table %I enable row level security', guarded);
    execute format(
        'create policy scope on %I to plugipay_app
            using (current_setting(''plugipay.workspace'', true) in (workspace_id, ''*'')
                   and current_setting(''plugipay.mode'', true) in (mode, ''*''))', guarded);
end $procedure$
;

CREATE OR REPLACE FUNCTION public.keep_answers()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if old.answer is not null then
        raise exception '% % is answered and stays so', tg_table_name, old.id using errcode = 'check_violation';
    end if;
    return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.keep_ended_money()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if old.status in ('applied', 'refunded', 'failed')
       or (tg_table_name = 'refund' and old.status = 'succeeded') then
        raise exception '% % is % and stays so', tg_table_name, old.id, old.status using errcode = 'check_violation';
    end if;
    return new;
end $function$
;

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

CREATE OR REPLACE FUNCTION public.keep_time_forward()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if new.offset_sec < old.offset_sec or new.target_sec < old.target_sec then
        raise exception 'the clock of % does not go back', old.workspace_id using errcode = 'check_violation';
    end if;
    return new;
end $function$
;

create table adapter_config (
    workspace_id text not null,
    mode text not null,
    kind text not null,
    status text not null,
    public_config jsonb not null,
    secret_sealed bytea,
    secret_last4 text,
    last_error_at timestamp with time zone,
    last_error_code text,
    configured_at timestamp with time zone not null,
    account_since timestamp with time zone,
    constraint adapter_config_pkey PRIMARY KEY (workspace_id, mode, kind),
    constraint adapter_config_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id),
    constraint adapter_config_kind_check CHECK ((kind = ANY (ARRAY['xendit'::text, 'midtrans'::text, 'paypal'::text, 'manual'::text, 'managed'::text]))),
    constraint adapter_config_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'live'::text]))),
    constraint adapter_config_status_check CHECK ((status = ANY (ARRAY['active'::text, 'error'::text])))
);
alter table adapter_config enable row level security;
create policy scope on adapter_config as permissive for all to plugipay_app
    using (((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text)) AND ((current_setting('plugipay.mode'::text, true) = mode) OR (current_setting('plugipay.mode'::text, true) = '*'::text)));
grant insert, select, update on adapter_config to plugipay_app;

create table adapter_health (
    workspace_id text not null,
    mode text not null,
    kind text not null,
    failures integer not null,
    last_failure_at timestamp with time zone not null,
    last_failure_code text not null,
    rests_until timestamp with time zone,
    constraint adapter_health_pkey PRIMARY KEY (workspace_id, mode, kind),
    constraint adapter_health_workspace_id_mode_kind_fkey FOREIGN KEY (workspace_id, mode, kind) REFERENCES adapter_config(workspace_id, mode, kind),
    constraint adapter_health_failures_check CHECK ((failures >= 0)),
    constraint adapter_health_last_failure_code_check CHECK (((length(last_failure_code) >= 1) AND (length(last_failure_code) <= 64))),
    constraint adapter_health_mode_check CHECK ((mode = 'live'::text))
);
alter table adapter_health enable row level security;
create policy scope on adapter_health as permissive for all to plugipay_app
    using (((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text)) AND ((current_setting('plugipay.mode'::text, true) = mode) OR (current_setting('plugipay.mode'::text, true) = '*'::text)));
grant insert, select, update on adapter_health to plugipay_app;

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

create table audit_entry (
    id text not null,
    workspace_id text not null,
    mode text not null,
    action text not null,
    actor_type text not null,
    actor_id text not null,
    actor_name text,
    ip text,
    target_type text not null,
    target_id text not null,
    before text,
    after text,
    request_id text,
    created_at timestamp with time zone not null,
    constraint audit_entry_pkey PRIMARY KEY (id),
    constraint audit_entry_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id),
    constraint audit_entry_action_check CHECK ((action ~ '^[a-z_]+(\.[a-z_]+)+$'::text)),
    constraint audit_entry_actor_type_check CHECK ((actor_type = ANY (ARRAY['key'::text, 'person'::text, 'system'::text]))),
    constraint audit_entry_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'live'::text])))
);
CREATE INDEX audit_entry_newest ON public.audit_entry USING btree (workspace_id, mode, created_at, id);
CREATE INDEX audit_entry_target ON public.audit_entry USING btree (workspace_id, mode, target_id);
alter table audit_entry enable row level security;
create policy scope on audit_entry as permissive for all to plugipay_app
    using (((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text)) AND ((current_setting('plugipay.mode'::text, true) = mode) OR (current_setting('plugipay.mode'::text, true) = '*'::text)));
grant insert, select on audit_entry to plugipay_app;

create table audit_run (
    id text not null,
    workspace_id text not null,
    mode text not null,
    ran_at timestamp with time zone not null,
    checks integer not null,
    findings jsonb not null,
    constraint audit_run_pkey PRIMARY KEY (id),
    constraint audit_run_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id),
    constraint audit_run_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'live'::text])))
);
CREATE INDEX audit_run_newest ON public.audit_run USING btree (workspace_id, mode, ran_at);
alter table audit_run enable row level security;
create policy scope on audit_run as permissive for all to plugipay_app
    using (((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text)) AND ((current_setting('plugipay.mode'::text, true) = mode) OR (current_setting('plugipay.mode'::text, true) = '*'::text)));
grant insert, select on audit_run to plugipay_app;

create table audit_seal (
    entry_id text not null,
    workspace_id text not null,
    mode text not null,
    position bigint not null,
    hash bytea not null,
    sealed_at timestamp with time zone not null,
    constraint audit_seal_pkey PRIMARY KEY (entry_id),
    constraint audit_seal_workspace_id_mode_position_key UNIQUE (workspace_id, mode, "position"),
    constraint audit_seal_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES audit_entry(id),
    constraint audit_seal_position_check CHECK (("position" >= 1))
);
alter table audit_seal enable row level security;
create policy scope on audit_seal as permissive for all to plugipay_app
    using (((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text)) AND ((current_setting('plugipay.mode'::text, true) = mode) OR (current_setting('plugipay.mode'::text, true) = '*'::text)));
grant insert, select on audit_seal to plugipay_app;

create table audit_unsealed (
    entry_id text not null,
    workspace_id text not null,
    mode text not null,
    queued_at timestamp with time zone not null default clock_timestamp(),
    constraint audit_unsealed_pkey PRIMARY KEY (entry_id),
    constraint audit_unsealed_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES audit_entry(id)
);
alter table audit_unsealed enable row level security;
create policy scope on audit_unsealed as permissive for all to plugipay_app
    using (((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text)) AND ((current_setting('plugipay.mode'::text, true) = mode) OR (current_setting('plugipay.mode'::text, true) = '*'::text)));
grant delete, insert, select on audit_unsealed to plugipay_app;

create table browser_session (
    id text not null,
    person_id text not null,
    token_sha256 bytea not null,
    user_agent text,
    ip text,
    created_at timestamp with time zone not null,
    last_used_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    proved_at timestamp with time zone not null,
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
    proof_file text,
    confirmed_at timestamp with time zone,
    confirmed_by text,
    rejected_at timestamp with time zone,
    reject_reason text,
    rejected_by text,
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
    constraint checkout_session_check5 CHECK (((confirmed_at IS NULL) OR (status = 'completed'::text))),
    constraint checkout_session_currency_check CHECK ((currency = ANY (ARRAY['IDR'::text, 'USD'::text]))),
    constraint checkout_session_locale_check CHECK ((locale = ANY (ARRAY['en'::text, 'id'::text]))),
    constraint checkout_session_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'live'::text]))),
    constraint checkout_session_reject_reason_check CHECK ((char_length(reject_reason) <= 500)),
    constraint checkout_session_status_check CHECK ((status = ANY (ARRAY['open'::text, 'pending_review'::text, 'completed'::text, 'expired'::text, 'canceled'::text]))),
    constraint checkout_session_version_check CHECK ((version >= 1))
);
CREATE INDEX checkout_session_customer ON public.checkout_session USING btree (workspace_id, mode, customer_id) WHERE (customer_id IS NOT NULL);
CREATE INDEX checkout_session_due ON public.checkout_session USING btree (expires_at) WHERE (status = 'open'::text);
CREATE INDEX checkout_session_due_in_test ON public.checkout_session USING btree (workspace_id, expires_at) WHERE ((status = 'open'::text) AND (mode = 'test'::text));
CREATE INDEX checkout_session_in_review ON public.checkout_session USING btree (workspace_id, mode, claimed_at, id) WHERE (status = 'pending_review'::text);
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
    method_adapter jsonb not null default '{}'::jsonb,
    business_phone text,
    business_email text,
    business_address text,
    business_tax_id text,
    receipt_template jsonb,
    embed_origins text[] not null default '{}'::text[],
    manual_unique_amount boolean not null default false,
    constraint checkout_settings_pkey PRIMARY KEY (workspace_id),
    constraint checkout_settings_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id),
    constraint checkout_settings_brand_accent_check CHECK ((brand_accent ~ '^#[0-9A-Fa-f]{6}$'::text)),
    constraint checkout_settings_brand_name_check CHECK ((char_length(brand_name) <= 80)),
    constraint checkout_settings_brand_tagline_check CHECK ((char_length(brand_tagline) <= 140)),
    constraint checkout_settings_business_address_check CHECK ((char_length(business_address) <= 500)),
    constraint checkout_settings_business_email_check CHECK ((char_length(business_email) <= 320)),
    constraint checkout_settings_business_phone_check CHECK ((char_length(business_phone) <= 64)),
    constraint checkout_settings_business_tax_id_check CHECK ((char_length(business_tax_id) <= 64))
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
    actor_type text,
    actor_id text,
    ip text,
    constraint event_pkey PRIMARY KEY (id),
    constraint event_workspace_id_mode_aggregate_id_sequence_key UNIQUE (workspace_id, mode, aggregate_id, sequence),
    constraint event_actor_type_check CHECK ((actor_type = ANY (ARRAY['key'::text, 'person'::text, 'customer'::text, 'provider'::text, 'system'::text]))),
    constraint event_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'live'::text]))),
    constraint event_sequence_check CHECK ((sequence >= 1))
);
CREATE INDEX event_newest ON public.event USING btree (workspace_id, mode, occurred_at, id);
alter table event enable row level security;
create policy scope on event as permissive for all to plugipay_app
    using (((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text)) AND ((current_setting('plugipay.mode'::text, true) = mode) OR (current_setting('plugipay.mode'::text, true) = '*'::text)));
grant insert, select on event to plugipay_app;

create table failure_alarm (
    workspace_id text not null,
    mode text not null,
    raised_at timestamp with time zone not null,
    attempts integer not null,
    failed integer not null,
    told_at timestamp with time zone not null,
    ended_at timestamp with time zone,
    constraint failure_alarm_pkey PRIMARY KEY (workspace_id, mode),
    constraint failure_alarm_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id),
    constraint failure_alarm_attempts_check CHECK ((attempts >= 1)),
    constraint failure_alarm_check CHECK (((failed >= 1) AND (failed <= attempts))),
    constraint failure_alarm_check1 CHECK ((told_at <= raised_at)),
    constraint failure_alarm_check2 CHECK ((ended_at >= raised_at)),
    constraint failure_alarm_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'live'::text])))
);
CREATE INDEX failure_alarm_raised ON public.failure_alarm USING btree (workspace_id, mode) WHERE (ended_at IS NULL);
alter table failure_alarm enable row level security;
create policy scope on failure_alarm as permissive for all to plugipay_app
    using (((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text)) AND ((current_setting('plugipay.mode'::text, true) = mode) OR (current_setting('plugipay.mode'::text, true) = '*'::text)));
grant insert, select, update on failure_alarm to plugipay_app;

create table file (
    name text not null,
    workspace_id text not null,
    mode text not null,
    kind text not null,
    session_id text,
    content_type text not null,
    content bytea not null,
    size integer not null,
    created_at timestamp with time zone not null,
    small bytea,
    constraint file_pkey PRIMARY KEY (name),
    constraint file_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id),
    constraint file_workspace_id_mode_session_id_fkey FOREIGN KEY (workspace_id, mode, session_id) REFERENCES checkout_session(workspace_id, mode, id),
    constraint file_content_type_check CHECK ((content_type = ANY (ARRAY['image/png'::text, 'image/jpeg'::text]))),
    constraint file_kind_check CHECK ((kind = ANY (ARRAY['image'::text, 'proof'::text]))),
    constraint file_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'live'::text]))),
    constraint file_size_check CHECK (((size >= 1) AND (size <= 20971520))),
    constraint file_small_check CHECK (((length(small) >= 1) AND (length(small) <= 65536)))
);
CREATE INDEX file_session ON public.file USING btree (session_id) WHERE (session_id IS NOT NULL);
alter table file enable row level security;
create policy scope on file as permissive for all to plugipay_app
    using (((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text)) AND ((current_setting('plugipay.mode'::text, true) = mode) OR (current_setting('plugipay.mode'::text, true) = '*'::text)));
grant insert, select on file to plugipay_app;

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
    claim_ref text,
    constraint idempotency_pkey PRIMARY KEY (workspace_id, mode, method, route, key),
    constraint idempotency_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'live'::text])))
);
CREATE INDEX idempotency_age ON public.idempotency USING btree (created_at);
alter table idempotency enable row level security;
create policy scope on idempotency as permissive for all to plugipay_app
    using (((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text)) AND ((current_setting('plugipay.mode'::text, true) = mode) OR (current_setting('plugipay.mode'::text, true) = '*'::text)));
grant delete, insert, select, update on idempotency to plugipay_app;

create table ledger_entry (
    id text not null,
    workspace_id text not null,
    mode text not null,
    tx_id text not null,
    code text not null,
    direction text not null,
    amount bigint not null,
    currency text not null,
    source_type text not null,
    source_id text not null,
    memo text,
    posted_at timestamp with time zone not null,
    constraint ledger_entry_pkey PRIMARY KEY (id),
    constraint ledger_entry_workspace_id_mode_tx_id_fkey FOREIGN KEY (workspace_id, mode, tx_id) REFERENCES ledger_tx(workspace_id, mode, id),
    constraint ledger_entry_amount_check CHECK ((amount >= 1)),
    constraint ledger_entry_code_check CHECK ((code ~ '^[a-z_]+(:[a-z_]+)?$'::text)),
    constraint ledger_entry_currency_check CHECK ((currency = ANY (ARRAY['IDR'::text, 'USD'::text]))),
    constraint ledger_entry_direction_check CHECK ((direction = ANY (ARRAY['debit'::text, 'credit'::text]))),
    constraint ledger_entry_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'live'::text])))
);
CREATE INDEX ledger_entry_newest ON public.ledger_entry USING btree (workspace_id, mode, posted_at, id);
CREATE INDEX ledger_entry_source ON public.ledger_entry USING btree (workspace_id, mode, source_id);
CREATE INDEX ledger_entry_tx ON public.ledger_entry USING btree (tx_id);
CREATE TRIGGER ledger_entry_balanced AFTER INSERT ON public.ledger_entry REFERENCING NEW TABLE AS new_entry FOR EACH STATEMENT EXECUTE FUNCTION check_ledger_entries();
alter table ledger_entry enable row level security;
create policy scope on ledger_entry as permissive for all to plugipay_app
    using (((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text)) AND ((current_setting('plugipay.mode'::text, true) = mode) OR (current_setting('plugipay.mode'::text, true) = '*'::text)));
grant insert, select on ledger_entry to plugipay_app;

create table ledger_tx (
    id text not null,
    workspace_id text not null,
    mode text not null,
    kind text not null,
    fact_id text not null,
    source_type text not null,
    source_id text not null,
    memo text,
    posted_at timestamp with time zone not null,
    constraint ledger_tx_pkey PRIMARY KEY (id),
    constraint ledger_tx_workspace_id_mode_id_key UNIQUE (workspace_id, mode, id),
    constraint ledger_tx_workspace_id_mode_kind_fact_id_key UNIQUE (workspace_id, mode, kind, fact_id),
    constraint ledger_tx_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id),
    constraint ledger_tx_kind_check CHECK ((kind = ANY (ARRAY['capture'::text, 'fee'::text, 'refund'::text, 'unapplied'::text, 'apply'::text, 'unapplied_refund'::text, 'adjustment'::text, 'payout'::text]))),
    constraint ledger_tx_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'live'::text]))),
    constraint ledger_tx_source_type_check CHECK ((source_type = ANY (ARRAY['checkout_session'::text, 'invoice'::text, 'refund'::text, 'payout'::text, 'gift_card'::text, 'unapplied_payment'::text, 'adjustment'::text])))
);
CREATE INDEX ledger_tx_newest ON public.ledger_tx USING btree (workspace_id, mode, posted_at, id);
CREATE TRIGGER ledger_tx_has_entries AFTER INSERT ON public.ledger_tx REFERENCING NEW TABLE AS new_tx FOR EACH STATEMENT EXECUTE FUNCTION check_ledger_txs();
alter table ledger_tx enable row level security;
create policy scope on ledger_tx as permissive for all to plugipay_app
    using (((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text)) AND ((current_setting('plugipay.mode'::text, true) = mode) OR (current_setting('plugipay.mode'::text, true) = '*'::text)));
grant insert, select on ledger_tx to plugipay_app;

create table mail (
    id text not null,
    workspace_id text not null,
    mode text not null,
    kind text not null,
    object_id text not null,
    recipient text not null,
    subject text not null,
    text_body text not null,
    html_body text not null,
    status text not null,
    tries integer not null default 0,
    next_try_at timestamp with time zone,
    last_error text,
    created_at timestamp with time zone not null,
    sent_at timestamp with time zone,
    constraint mail_pkey PRIMARY KEY (id),
    constraint mail_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id),
    constraint mail_check CHECK (((status = 'pending'::text) = (next_try_at IS NOT NULL))),
    constraint mail_check1 CHECK (((status = 'sent'::text) = (sent_at IS NOT NULL))),
    constraint mail_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'live'::text]))),
    constraint mail_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'kept'::text, 'sent'::text, 'failed'::text])))
);
CREATE INDEX mail_due ON public.mail USING btree (next_try_at) WHERE (status = 'pending'::text);
CREATE INDEX mail_newest ON public.mail USING btree (workspace_id, mode, created_at, id);
CREATE INDEX mail_object ON public.mail USING btree (object_id);
CREATE UNIQUE INDEX mail_receipt_once ON public.mail USING btree (object_id) WHERE (kind = 'receipt'::text);
alter table mail enable row level security;
create policy scope on mail as permissive for all to plugipay_app
    using (((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text)) AND ((current_setting('plugipay.mode'::text, true) = mode) OR (current_setting('plugipay.mode'::text, true) = '*'::text)));
grant insert, select, update on mail to plugipay_app;

create table managed_account (
    workspace_id text not null,
    mode text not null,
    email text,
    sub_account_id text,
    onboarding_url text,
    kyb_status text not null,
    capabilities_status text not null,
    payouts_ready boolean not null,
    last_webhook_at timestamp with time zone,
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null,
    opening_key text,
    opening_kind text,
    opening_name text,
    opening_until timestamp with time zone,
    constraint managed_account_pkey PRIMARY KEY (workspace_id, mode),
    constraint managed_account_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id),
    constraint managed_account_capabilities_status_check CHECK ((capabilities_status = ANY (ARRAY['pending'::text, 'live'::text, 'declined'::text, 'resubmission_required'::text]))),
    constraint managed_account_check CHECK ((num_nulls(opening_key, opening_kind, opening_name, opening_until) = ANY (ARRAY[0, 4]))),
    constraint managed_account_check1 CHECK (((opening_key IS NULL) OR (sub_account_id IS NULL))),
    constraint managed_account_kyb_status_check CHECK ((kyb_status = ANY (ARRAY['not_started'::text, 'invited'::text, 'registered'::text, 'live'::text, 'rejected'::text]))),
    constraint managed_account_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'live'::text]))),
    constraint managed_account_opening_kind_check CHECK ((opening_kind = ANY (ARRAY['invited'::text, 'operated'::text])))
);
CREATE UNIQUE INDEX managed_account_sub_account ON public.managed_account USING btree (sub_account_id) WHERE (sub_account_id IS NOT NULL);
alter table managed_account enable row level security;
create policy scope on managed_account as permissive for all to plugipay_app
    using (((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text)) AND ((current_setting('plugipay.mode'::text, true) = mode) OR (current_setting('plugipay.mode'::text, true) = '*'::text)));
grant insert, select, update on managed_account to plugipay_app;

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
    attempt_id text,
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
    unapplied_payment_id text,
    fee_amount bigint,
    refund_reserved bigint not null default 0,
    amount_refunded bigint not null default 0,
    constraint payment_pkey PRIMARY KEY (id),
    constraint payment_attempt_id_key UNIQUE (attempt_id),
    constraint payment_session_id_key UNIQUE (session_id),
    constraint payment_unapplied_payment_id_key UNIQUE (unapplied_payment_id),
    constraint payment_workspace_id_mode_id_currency_key UNIQUE (workspace_id, mode, id, currency),
    constraint payment_workspace_id_mode_id_key UNIQUE (workspace_id, mode, id),
    constraint payment_workspace_id_mode_attempt_id_fkey FOREIGN KEY (workspace_id, mode, attempt_id) REFERENCES payment_attempt(workspace_id, mode, id),
    constraint payment_workspace_id_mode_session_id_fkey FOREIGN KEY (workspace_id, mode, session_id) REFERENCES checkout_session(workspace_id, mode, id),
    constraint payment_workspace_id_mode_unapplied_payment_id_currency_fkey FOREIGN KEY (workspace_id, mode, unapplied_payment_id, currency) REFERENCES unapplied_payment(workspace_id, mode, id, currency),
    constraint payment_amount_check CHECK (((amount >= 1) AND (amount <= '999999999999'::bigint))),
    constraint payment_check CHECK (((fee_amount >= 0) AND (fee_amount <= amount))),
    constraint payment_check1 CHECK ((num_nonnulls(attempt_id, unapplied_payment_id) = 1)),
    constraint payment_check2 CHECK (((amount_refunded >= 0) AND (amount_refunded <= refund_reserved))),
    constraint payment_check3 CHECK ((refund_reserved <= amount)),
    constraint payment_check4 CHECK (((status = 'succeeded'::text) = (amount_refunded = 0))),
    constraint payment_check5 CHECK (((status = 'refunded'::text) = (amount_refunded = amount))),
    constraint payment_currency_check CHECK ((currency = ANY (ARRAY['IDR'::text, 'USD'::text]))),
    constraint payment_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'live'::text]))),
    constraint payment_status_check CHECK ((status = ANY (ARRAY['succeeded'::text, 'partially_refunded'::text, 'refunded'::text]))),
    constraint payment_version_check CHECK ((version >= 1))
);
CREATE INDEX payment_customer ON public.payment USING btree (workspace_id, mode, customer_id) WHERE (customer_id IS NOT NULL);
CREATE INDEX payment_newest ON public.payment USING btree (workspace_id, mode, created_at, id);
CREATE UNIQUE INDEX payment_provider_reference ON public.payment USING btree (workspace_id, mode, adapter, provider_reference) WHERE ((provider_reference IS NOT NULL) AND (unapplied_payment_id IS NULL));
alter table payment enable row level security;
create policy scope on payment as permissive for all to plugipay_app
    using (((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text)) AND ((current_setting('plugipay.mode'::text, true) = mode) OR (current_setting('plugipay.mode'::text, true) = '*'::text)));
grant insert, select on payment to plugipay_app;

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
    failure_code text,
    failure_message text,
    expires_at timestamp with time zone not null,
    version bigint not null,
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null,
    instrument jsonb,
    next_check_at timestamp with time zone,
    checks integer not null default 0,
    handed_over_at timestamp with time zone,
    route_reason text,
    run_by text not null,
    phone text,
    unique_code integer,
    constraint payment_attempt_pkey PRIMARY KEY (id),
    constraint payment_attempt_workspace_id_mode_id_key UNIQUE (workspace_id, mode, id),
    constraint payment_attempt_workspace_id_mode_session_id_fkey FOREIGN KEY (workspace_id, mode, session_id) REFERENCES checkout_session(workspace_id, mode, id),
    constraint payment_attempt_amount_check CHECK ((amount >= 1)),
    constraint payment_attempt_check CHECK (((state = 'failed'::text) = (failure_code IS NOT NULL))),
    constraint payment_attempt_check1 CHECK (((test_card IS NULL) OR (mode = 'test'::text))),
    constraint payment_attempt_currency_check CHECK ((currency = ANY (ARRAY['IDR'::text, 'USD'::text]))),
    constraint payment_attempt_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'live'::text]))),
    constraint payment_attempt_phone_check CHECK ((phone ~ '^\+628[0-9]{8,11}$'::text)),
    constraint payment_attempt_route_reason_check CHECK ((route_reason ~ '^[a-z]+(:[a-z]+)?$'::text)),
    constraint payment_attempt_run_by CHECK (
CASE mode
    WHEN 'test'::text THEN (run_by = ANY (ARRAY['sandbox'::text, 'manual'::text]))
    ELSE (run_by <> 'sandbox'::text)
END),
    constraint payment_attempt_state_check CHECK ((state = ANY (ARRAY['created'::text, 'requires_action'::text, 'in_doubt'::text, 'succeeded'::text, 'failed'::text, 'voided'::text]))),
    constraint payment_attempt_unique_code_by_hand CHECK (((unique_code IS NULL) OR ((adapter = 'manual'::text) AND (currency = 'IDR'::text)))),
    constraint payment_attempt_unique_code_check CHECK (((unique_code >= 1) AND (unique_code <= 999))),
    constraint payment_attempt_version_check CHECK ((version >= 1))
);
CREATE INDEX payment_attempt_by_hand ON public.payment_attempt USING btree (workspace_id, mode, updated_at) WHERE (adapter = 'manual'::text);
CREATE INDEX payment_attempt_by_hand_open ON public.payment_attempt USING btree (workspace_id, mode, amount) WHERE ((adapter = 'manual'::text) AND (state = ANY (ARRAY['created'::text, 'requires_action'::text, 'in_doubt'::text])));
CREATE INDEX payment_attempt_check_in_test ON public.payment_attempt USING btree (workspace_id, next_check_at) WHERE ((next_check_at IS NOT NULL) AND (mode = 'test'::text));
CREATE INDEX payment_attempt_check_live ON public.payment_attempt USING btree (adapter, next_check_at) WHERE ((next_check_at IS NOT NULL) AND (mode = 'live'::text));
CREATE INDEX payment_attempt_check_test ON public.payment_attempt USING btree (next_check_at) WHERE ((next_check_at IS NOT NULL) AND (mode = 'test'::text));
CREATE INDEX payment_attempt_failed ON public.payment_attempt USING btree (id) WHERE (state = 'failed'::text);
CREATE INDEX payment_attempt_handed_over ON public.payment_attempt USING btree (workspace_id, mode, handed_over_at, id) WHERE (handed_over_at IS NOT NULL);
CREATE UNIQUE INDEX payment_attempt_one_live ON public.payment_attempt USING btree (session_id) WHERE (state = ANY (ARRAY['created'::text, 'requires_action'::text, 'in_doubt'::text]));
CREATE INDEX payment_attempt_session ON public.payment_attempt USING btree (session_id, created_at, id);
CREATE UNIQUE INDEX payment_attempt_unique_amount ON public.payment_attempt USING btree (workspace_id, mode, amount) WHERE ((unique_code IS NOT NULL) AND (state = ANY (ARRAY['created'::text, 'requires_action'::text, 'in_doubt'::text])));
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

create table provider_event (
    id text not null,
    workspace_id text not null,
    mode text not null,
    adapter text not null,
    dedupe_key text not null,
    our_key text,
    reference text,
    session_id text,
    headers jsonb not null,
    body bytea not null,
    copies integer not null,
    tries integer not null,
    next_try_at timestamp with time zone,
    processed_at timestamp with time zone,
    outcome text,
    received_at timestamp with time zone not null,
    last_at timestamp with time zone not null,
    due boolean not null default false,
    constraint provider_event_pkey PRIMARY KEY (id),
    constraint provider_event_once UNIQUE (workspace_id, mode, adapter, dedupe_key),
    constraint provider_event_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id),
    constraint provider_event_adapter_check CHECK ((adapter = ANY (ARRAY['xendit'::text, 'midtrans'::text, 'paypal'::text, 'xenplatform'::text]))),
    constraint provider_event_body_check CHECK ((octet_length(body) <= 1048576)),
    constraint provider_event_check CHECK ((last_at >= received_at)),
    constraint provider_event_check1 CHECK (((processed_at IS NULL) = (next_try_at IS NOT NULL))),
    constraint provider_event_check2 CHECK (((processed_at IS NULL) = (outcome IS NULL))),
    constraint provider_event_copies_check CHECK ((copies >= 1)),
    constraint provider_event_dedupe_key_check CHECK (((char_length(dedupe_key) >= 1) AND (char_length(dedupe_key) <= 200))),
    constraint provider_event_mode_check CHECK ((mode = 'live'::text)),
    constraint provider_event_outcome_check CHECK ((outcome = ANY (ARRAY['asked'::text, 'refund'::text, 'aside'::text, 'not_ours'::text, 'unclear'::text]))),
    constraint provider_event_tries_check CHECK ((tries >= 0))
);
CREATE INDEX provider_event_due ON public.provider_event USING btree (adapter, workspace_id, mode, next_try_at) WHERE (due AND (next_try_at IS NOT NULL));
CREATE INDEX provider_event_last ON public.provider_event USING btree (workspace_id, mode, adapter, last_at);
CREATE INDEX provider_event_later ON public.provider_event USING btree (next_try_at) WHERE ((NOT due) AND (next_try_at IS NOT NULL));
CREATE INDEX provider_event_old ON public.provider_event USING btree (last_at);
CREATE INDEX provider_event_session ON public.provider_event USING btree (workspace_id, mode, session_id, received_at) WHERE (session_id IS NOT NULL);
alter table provider_event enable row level security;
create policy done_with on provider_event as restrictive for delete to plugipay_app
    using (processed_at IS NOT NULL);
create policy scope on provider_event as permissive for all to plugipay_app
    using (((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text)) AND ((current_setting('plugipay.mode'::text, true) = mode) OR (current_setting('plugipay.mode'::text, true) = '*'::text)));
grant delete, insert, select on provider_event to plugipay_app;

create table provider_refusal (
    workspace_id text not null,
    mode text not null,
    adapter text not null,
    day date not null,
    refused bigint not null,
    last_at timestamp with time zone not null,
    put_off bigint not null default 0,
    refused_at timestamp with time zone,
    put_off_at timestamp with time zone,
    constraint provider_refusal_pkey PRIMARY KEY (workspace_id, mode, adapter, day),
    constraint provider_refusal_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id),
    constraint provider_refusal_adapter_check CHECK ((adapter = ANY (ARRAY['xendit'::text, 'midtrans'::text, 'paypal'::text, 'xenplatform'::text]))),
    constraint provider_refusal_mode_check CHECK ((mode = 'live'::text)),
    constraint provider_refusal_put_off_check CHECK ((put_off >= 0)),
    constraint provider_refusal_refused_check CHECK (((refused >= 0) AND ((refused + put_off) >= 1)))
);
CREATE INDEX provider_refusal_old ON public.provider_refusal USING btree (last_at);
alter table provider_refusal enable row level security;
create policy scope on provider_refusal as permissive for all to plugipay_app
    using (((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text)) AND ((current_setting('plugipay.mode'::text, true) = mode) OR (current_setting('plugipay.mode'::text, true) = '*'::text)));
grant delete, insert, select, update on provider_refusal to plugipay_app;

create table refund (
    id text not null,
    workspace_id text not null,
    mode text not null,
    payment_id text,
    unapplied_payment_id text,
    session_id text,
    amount bigint not null,
    currency text not null,
    reason text,
    status text not null,
    via text not null,
    adapter text not null,
    reference text,
    provider_reference text,
    failure_code text,
    failure_message text,
    destination_sealed bytea,
    metadata jsonb,
    next_check_at timestamp with time zone,
    checks integer not null default 0,
    handed_over_at timestamp with time zone,
    version bigint not null,
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null,
    told_amount bigint,
    told_currency text,
    missing_since timestamp with time zone,
    constraint refund_pkey PRIMARY KEY (id),
    constraint refund_workspace_id_mode_id_key UNIQUE (workspace_id, mode, id),
    constraint refund_workspace_id_mode_payment_id_currency_fkey FOREIGN KEY (workspace_id, mode, payment_id, currency) REFERENCES payment(workspace_id, mode, id, currency),
    constraint refund_workspace_id_mode_session_id_fkey FOREIGN KEY (workspace_id, mode, session_id) REFERENCES checkout_session(workspace_id, mode, id),
    constraint refund_workspace_id_mode_unapplied_payment_id_currency_fkey FOREIGN KEY (workspace_id, mode, unapplied_payment_id, currency) REFERENCES unapplied_payment(workspace_id, mode, id, currency),
    constraint refund_amount_check CHECK (((amount >= 1) AND (amount <= '999999999999'::bigint))),
    constraint refund_check CHECK ((num_nonnulls(payment_id, unapplied_payment_id) = 1)),
    constraint refund_check1 CHECK (((status = 'failed'::text) = (failure_code IS NOT NULL))),
    constraint refund_check2 CHECK (((told_amount IS NULL) = (told_currency IS NULL))),
    constraint refund_check3 CHECK (((told_amount IS NULL) OR (status = 'pending'::text))),
    constraint refund_check4 CHECK (((missing_since IS NULL) OR (status = 'pending'::text))),
    constraint refund_currency_check CHECK ((currency = ANY (ARRAY['IDR'::text, 'USD'::text]))),
    constraint refund_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'live'::text]))),
    constraint refund_reason_check CHECK ((reason = ANY (ARRAY['requested_by_customer'::text, 'duplicate'::text, 'fraudulent'::text, 'other'::text]))),
    constraint refund_reference_check CHECK ((char_length(reference) <= 200)),
    constraint refund_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'succeeded'::text, 'failed'::text]))),
    constraint refund_told_currency_check CHECK ((told_currency = ANY (ARRAY['IDR'::text, 'USD'::text]))),
    constraint refund_version_check CHECK ((version >= 1)),
    constraint refund_via_check CHECK ((via = ANY (ARRAY['provider'::text, 'manual'::text])))
);
CREATE INDEX refund_check_in_test ON public.refund USING btree (workspace_id, next_check_at) WHERE ((next_check_at IS NOT NULL) AND (mode = 'test'::text));
CREATE INDEX refund_check_live ON public.refund USING btree (adapter, next_check_at) WHERE ((next_check_at IS NOT NULL) AND (mode = 'live'::text));
CREATE INDEX refund_check_test ON public.refund USING btree (next_check_at) WHERE ((next_check_at IS NOT NULL) AND (mode = 'test'::text));
CREATE INDEX refund_handed_over ON public.refund USING btree (workspace_id, mode, handed_over_at, id) WHERE (handed_over_at IS NOT NULL);
CREATE INDEX refund_newest ON public.refund USING btree (workspace_id, mode, created_at, id);
CREATE UNIQUE INDEX refund_one_of_unapplied ON public.refund USING btree (unapplied_payment_id) WHERE (status <> 'failed'::text);
CREATE INDEX refund_payment ON public.refund USING btree (payment_id) WHERE (payment_id IS NOT NULL);
CREATE TRIGGER refund_terminal BEFORE UPDATE ON public.refund FOR EACH ROW EXECUTE FUNCTION keep_ended_money();
alter table refund enable row level security;
create policy scope on refund as permissive for all to plugipay_app
    using (((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text)) AND ((current_setting('plugipay.mode'::text, true) = mode) OR (current_setting('plugipay.mode'::text, true) = '*'::text)));
grant insert, select on refund to plugipay_app;

create table refund_contradiction (
    id text not null,
    workspace_id text not null,
    mode text not null,
    refund_id text not null,
    provider_reference text not null,
    told_amount bigint not null,
    told_currency text not null,
    told_at timestamp with time zone not null,
    answer text,
    answered_by text,
    answered_at timestamp with time zone,
    counted_refund_id text,
    on_its_way boolean not null default false,
    next_check_at timestamp with time zone,
    checks integer not null default 0,
    constraint refund_contradiction_pkey PRIMARY KEY (id),
    constraint refund_contradiction_counted_refund_id_key UNIQUE (counted_refund_id),
    constraint refund_contradiction_workspace_id_mode_counted_refund_id_fkey FOREIGN KEY (workspace_id, mode, counted_refund_id) REFERENCES refund(workspace_id, mode, id),
    constraint refund_contradiction_workspace_id_mode_refund_id_fkey FOREIGN KEY (workspace_id, mode, refund_id) REFERENCES refund(workspace_id, mode, id),
    constraint refund_contradiction_answer_check CHECK ((answer = ANY (ARRAY['counted'::text, 'not_ours'::text, 'went_back'::text, 'came_to_nothing'::text]))),
    constraint refund_contradiction_asked_check CHECK (((next_check_at IS NULL) OR (on_its_way AND (answer IS NULL)))),
    constraint refund_contradiction_check CHECK (((answer IS NULL) = (answered_at IS NULL))),
    constraint refund_contradiction_check1 CHECK (((answer IS NULL) = (answered_by IS NULL))),
    constraint refund_contradiction_check2 CHECK (((COALESCE(answer, ''::text) = 'counted'::text) = (counted_refund_id IS NOT NULL))),
    constraint refund_contradiction_end_check CHECK ((on_its_way OR (answer <> ALL (ARRAY['went_back'::text, 'came_to_nothing'::text])))),
    constraint refund_contradiction_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'live'::text]))),
    constraint refund_contradiction_provider_reference_check CHECK (((char_length(provider_reference) >= 1) AND (char_length(provider_reference) <= 255))),
    constraint refund_contradiction_told_currency_check CHECK ((told_currency = ANY (ARRAY['IDR'::text, 'USD'::text])))
);
CREATE UNIQUE INDEX refund_contradiction_counted ON public.refund_contradiction USING btree (workspace_id, mode, refund_id) WHERE (answer = 'counted'::text);
CREATE INDEX refund_contradiction_due ON public.refund_contradiction USING btree (next_check_at) WHERE (next_check_at IS NOT NULL);
CREATE INDEX refund_contradiction_due_in_workspace ON public.refund_contradiction USING btree (workspace_id, next_check_at) WHERE ((next_check_at IS NOT NULL) AND (mode = 'test'::text));
CREATE UNIQUE INDEX refund_contradiction_once ON public.refund_contradiction USING btree (workspace_id, mode, refund_id, provider_reference, told_amount, told_currency) WHERE (NOT on_its_way);
CREATE INDEX refund_contradiction_open ON public.refund_contradiction USING btree (workspace_id, mode, told_at, id) WHERE (answer IS NULL);
CREATE UNIQUE INDEX refund_contradiction_way ON public.refund_contradiction USING btree (workspace_id, mode, refund_id) WHERE (on_its_way AND (COALESCE(answer, ''::text) <> 'came_to_nothing'::text));
CREATE TRIGGER refund_contradiction_answered BEFORE UPDATE ON public.refund_contradiction FOR EACH ROW EXECUTE FUNCTION keep_answers();
alter table refund_contradiction enable row level security;
create policy scope on refund_contradiction as permissive for all to plugipay_app
    using (((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text)) AND ((current_setting('plugipay.mode'::text, true) = mode) OR (current_setting('plugipay.mode'::text, true) = '*'::text)));
grant insert, select on refund_contradiction to plugipay_app;

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

create table unapplied_payment (
    id text not null,
    workspace_id text not null,
    mode text not null,
    reason text not null,
    status text not null,
    amount bigint not null,
    currency text not null,
    expected_amount bigint,
    method text,
    channel text,
    adapter text not null,
    provider_reference text not null,
    session_id text,
    attempt_id text,
    customer_id text,
    applied_session_id text,
    applied_payment_id text,
    refund_id text,
    split_from text,
    received_at timestamp with time zone not null,
    version bigint not null,
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null,
    fee_amount bigint,
    constraint unapplied_payment_pkey PRIMARY KEY (id),
    constraint unapplied_payment_applied_payment_id_key UNIQUE (applied_payment_id),
    constraint unapplied_payment_refund_id_key UNIQUE (refund_id),
    constraint unapplied_payment_split_from_key UNIQUE (split_from),
    constraint unapplied_payment_workspace_id_mode_id_currency_key UNIQUE (workspace_id, mode, id, currency),
    constraint unapplied_payment_workspace_id_mode_id_key UNIQUE (workspace_id, mode, id),
    constraint unapplied_payment_workspace_id_mode_applied_payment_id_cur_fkey FOREIGN KEY (workspace_id, mode, applied_payment_id, currency) REFERENCES payment(workspace_id, mode, id, currency) DEFERRABLE INITIALLY DEFERRED,
    constraint unapplied_payment_workspace_id_mode_applied_session_id_fkey FOREIGN KEY (workspace_id, mode, applied_session_id) REFERENCES checkout_session(workspace_id, mode, id),
    constraint unapplied_payment_workspace_id_mode_attempt_id_fkey FOREIGN KEY (workspace_id, mode, attempt_id) REFERENCES payment_attempt(workspace_id, mode, id),
    constraint unapplied_payment_workspace_id_mode_refund_id_fkey FOREIGN KEY (workspace_id, mode, refund_id) REFERENCES refund(workspace_id, mode, id) DEFERRABLE INITIALLY DEFERRED,
    constraint unapplied_payment_workspace_id_mode_session_id_fkey FOREIGN KEY (workspace_id, mode, session_id) REFERENCES checkout_session(workspace_id, mode, id),
    constraint unapplied_payment_workspace_id_mode_split_from_currency_fkey FOREIGN KEY (workspace_id, mode, split_from, currency) REFERENCES unapplied_payment(workspace_id, mode, id, currency),
    constraint unapplied_payment_amount_check CHECK (((amount >= 1) AND (amount <= '999999999999'::bigint))),
    constraint unapplied_payment_check CHECK (((status = 'applied'::text) = (applied_payment_id IS NOT NULL))),
    constraint unapplied_payment_check1 CHECK (((status = 'applied'::text) = (applied_session_id IS NOT NULL))),
    constraint unapplied_payment_check2 CHECK (((status = 'refunded'::text) = (refund_id IS NOT NULL))),
    constraint unapplied_payment_check3 CHECK (((fee_amount >= 0) AND (fee_amount <= amount))),
    constraint unapplied_payment_currency_check CHECK ((currency = ANY (ARRAY['IDR'::text, 'USD'::text]))),
    constraint unapplied_payment_expected_amount_check CHECK ((expected_amount >= 1)),
    constraint unapplied_payment_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'live'::text]))),
    constraint unapplied_payment_reason_check CHECK ((reason = ANY (ARRAY['late'::text, 'short'::text, 'over'::text, 'duplicate'::text, 'unknown'::text]))),
    constraint unapplied_payment_status_check CHECK ((status = ANY (ARRAY['open'::text, 'applied'::text, 'refunded'::text]))),
    constraint unapplied_payment_version_check CHECK ((version >= 1))
);
CREATE INDEX unapplied_payment_newest ON public.unapplied_payment USING btree (workspace_id, mode, created_at, id);
CREATE INDEX unapplied_payment_open ON public.unapplied_payment USING btree (workspace_id, mode, received_at, id) WHERE (status = 'open'::text);
CREATE UNIQUE INDEX unapplied_payment_provider_reference ON public.unapplied_payment USING btree (workspace_id, mode, adapter, provider_reference) WHERE (split_from IS NULL);
CREATE INDEX unapplied_payment_session ON public.unapplied_payment USING btree (session_id) WHERE (session_id IS NOT NULL);
CREATE TRIGGER unapplied_payment_terminal BEFORE UPDATE ON public.unapplied_payment FOR EACH ROW EXECUTE FUNCTION keep_ended_money();
alter table unapplied_payment enable row level security;
create policy scope on unapplied_payment as permissive for all to plugipay_app
    using (((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text)) AND ((current_setting('plugipay.mode'::text, true) = mode) OR (current_setting('plugipay.mode'::text, true) = '*'::text)));
grant insert, select on unapplied_payment to plugipay_app;

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

create table workspace_clock (
    workspace_id text not null,
    mode text not null,
    offset_sec bigint not null,
    target_sec bigint not null,
    moved_by text,
    moved_at timestamp with time zone not null default clock_timestamp(),
    quiet_until timestamp with time zone not null default clock_timestamp(),
    constraint workspace_clock_pkey PRIMARY KEY (workspace_id, mode),
    constraint workspace_clock_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id),
    constraint workspace_clock_check CHECK ((target_sec >= offset_sec)),
    constraint workspace_clock_mode_check CHECK ((mode = 'test'::text)),
    constraint workspace_clock_offset_sec_check CHECK ((offset_sec >= 0))
);
CREATE INDEX workspace_clock_moved ON public.workspace_clock USING btree (moved_at, workspace_id);
CREATE INDEX workspace_clock_unfinished ON public.workspace_clock USING btree (quiet_until) WHERE (target_sec > offset_sec);
CREATE TRIGGER workspace_clock_forward BEFORE UPDATE ON public.workspace_clock FOR EACH ROW EXECUTE FUNCTION keep_time_forward();
alter table workspace_clock enable row level security;
create policy scope on workspace_clock as permissive for all to plugipay_app
    using (((current_setting('plugipay.workspace'::text, true) = workspace_id) OR (current_setting('plugipay.workspace'::text, true) = '*'::text)) AND ((current_setting('plugipay.mode'::text, true) = mode) OR (current_setting('plugipay.mode'::text, true) = '*'::text)));
grant insert, select, update on workspace_clock to plugipay_app;
