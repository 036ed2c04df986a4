-- What a provider says of a refund that failed here: that it sent the money back after all. The failed refund stays as
-- it is; a person looks and answers once. What they count is a refund of its own.
create table refund_contradiction (
    id                 text primary key,
    workspace_id       text        not null,
    mode               text        not null check (mode in ('test', 'live')),
    refund_id          text        not null,
    provider_reference text        not null check (char_length(provider_reference) between 1 and 255),
    told_amount        bigint      not null,
    told_currency      text        not null check (told_currency in ('IDR', 'USD')),
    told_at            timestamptz not null,
    answer             text check (answer in ('counted', 'not_ours')),
    answered_by        text,
    answered_at        timestamptz,
    counted_refund_id  text unique,
    constraint refund_contradiction_once
        unique (workspace_id, mode, refund_id, provider_reference, told_amount, told_currency),
    foreign key (workspace_id, mode, refund_id) references refund (workspace_id, mode, id),
    foreign key (workspace_id, mode, counted_refund_id) references refund (workspace_id, mode, id),
    check ((answer is null) = (answered_at is null)),
    check ((answer is null) = (answered_by is null)),
    check ((coalesce(answer, '') = 'counted') = (counted_refund_id is not null))
);
create index refund_contradiction_open on refund_contradiction (workspace_id, mode, told_at, id) where answer is null;

-- What was told stays as it was told, and what was answered as it was answered.
create function keep_answers() returns trigger language plpgsql as $$
begin
    if old.answer is not null then
        raise exception '% % is answered and stays so', tg_table_name, old.id using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger refund_contradiction_answered before update on refund_contradiction
    for each row execute function keep_answers();

grant select, insert on refund_contradiction to plugipay_app;
grant update (answer, answered_by, answered_at, counted_refund_id) on refund_contradiction to plugipay_app;
call guard_rows('refund_contradiction');
