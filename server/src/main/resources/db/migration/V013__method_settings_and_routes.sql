-- Everything of the checkout that a merchant sets, and why an attempt went to the provider it went to.
alter table checkout_settings
    add column method_adapter       jsonb   not null default '{}',
    add column business_phone       text    check (char_length(business_phone) <= 64),
    add column business_email       text    check (char_length(business_email) <= 320),
    add column business_address     text    check (char_length(business_address) <= 500),
    add column business_tax_id      text    check (char_length(business_tax_id) <= 64),
    add column receipt_template     jsonb,
    add column embed_origins        text[]  not null default '{}',
    add column manual_unique_amount boolean not null default false;

alter table payment_attempt
    add column route_reason text check (route_reason ~ '^[a-z]+(:[a-z]+)?$');
