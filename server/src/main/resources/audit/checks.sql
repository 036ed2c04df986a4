-- What must never be true. Each check answers object_id and message of what it finds, and no row when all is well.
-- It is one statement, so that it sees one moment. It names the workspace and the mode itself, for the indexes;
-- row-level security narrows it once more. :now is product time.

-- A01 a session has at most one payment
select session_id as object_id, count(*) || ' payments of one session' as message
  from payment
 where workspace_id = :workspace and mode = :mode
 group by session_id
having count(*) > 1;

-- A02 completed and paid are the same, and the payment is the session's own
select s.id as object_id,
       case when s.payment_id is null then 'completed without a payment'
            when p.id is null then 'its payment ' || s.payment_id || ' is not there'
            when s.status <> 'completed' then s.status || ' with payment ' || p.id
            else 'payment ' || p.id || ' differs in session, amount or currency' end as message
  from checkout_session s
  left join payment p on p.id = s.payment_id
 where s.workspace_id = :workspace and s.mode = :mode
   and ((s.status = 'completed') <> (p.id is not null)
        or (p.id is not null and (p.session_id, p.amount, p.currency, p.workspace_id, p.mode)
                                 is distinct from (s.id, s.amount, s.currency, s.workspace_id, s.mode)))
union all
select p.id, 'session ' || p.session_id || ' does not name it'
  from payment p
  left join checkout_session s on s.id = p.session_id
 where p.workspace_id = :workspace and p.mode = :mode and s.payment_id is distinct from p.id
union all
select a.id, 'asks ' || a.amount || ' and takes off ' || coalesce(a.unique_code, 0) || ' of ' || s.amount
  from payment_attempt a
  join checkout_session s on s.id = a.session_id
 where a.workspace_id = :workspace and a.mode = :mode
   and (a.amount + coalesce(a.unique_code, 0), a.currency) <> (s.amount, s.currency);

-- A03 refunds never exceed what was captured, and the running totals are the truth
select p.id as object_id,
       'reserved ' || p.refund_reserved || ', refunds say ' || r.reserved || '; refunded ' || p.amount_refunded
           || ', refunds say ' || r.refunded || '; captured ' || p.amount || ', ' || p.status as message
  from payment p
  cross join lateral (
       select coalesce(sum(f.amount) filter (where f.status in ('pending', 'succeeded')), 0) as reserved,
              coalesce(sum(f.amount) filter (where f.status = 'succeeded'), 0) as refunded
         from refund f where f.payment_id = p.id) r
 where p.workspace_id = :workspace and p.mode = :mode
   and (p.refund_reserved <> r.reserved or p.amount_refunded <> r.refunded or r.reserved > p.amount
        or p.status <> case when r.refunded = 0 then 'succeeded'
                            when r.refunded < p.amount then 'partially_refunded'
                            else 'refunded' end)
union all
select u.id, 'refunds of ' || r.reserved || ' from ' || u.amount || ', ' || u.status
  from unapplied_payment u
  cross join lateral (
       select coalesce(sum(f.amount) filter (where f.status in ('pending', 'succeeded')), 0) as reserved,
              coalesce(sum(f.amount) filter (where f.status = 'succeeded'), 0) as refunded
         from refund f where f.unapplied_payment_id = u.id) r
 where u.workspace_id = :workspace and u.mode = :mode
   and (r.reserved > u.amount or (r.refunded > 0 and u.status <> 'refunded')
        or (u.status = 'refunded' and r.reserved = 0));

-- A04 a refund has the currency, workspace and mode of the money it gives back
select r.id as object_id,
       'is not of the currency, workspace and mode of ' || coalesce(r.payment_id, r.unapplied_payment_id, 'any money')
           as message
  from refund r
  left join payment p on p.id = r.payment_id
  left join unapplied_payment u on u.id = r.unapplied_payment_id
 where r.workspace_id = :workspace and r.mode = :mode
   and ((r.currency, r.workspace_id, r.mode)
            is distinct from (coalesce(p.currency, u.currency), coalesce(p.workspace_id, u.workspace_id),
                              coalesce(p.mode, u.mode))
        or r.amount < 1 or num_nonnulls(r.payment_id, r.unapplied_payment_id) <> 1);

-- A05 a ledger transaction nets to zero in each currency, with two entries or more, all above zero
select t.id as object_id,
       case when e.tx_id is null then 'has no entries'
            else e.currency || ' nets to ' || e.net || ' over ' || e.lines || ' entries, the smallest ' || e.smallest
            end as message
  from ledger_tx t
  left join (select tx_id, currency, sum(case direction when 'debit' then amount else -amount end) as net,
                    count(*) as lines, min(amount) as smallest
               from ledger_entry
              where workspace_id = :workspace and mode = :mode
              group by tx_id, currency) e on e.tx_id = t.id
 where t.workspace_id = :workspace and t.mode = :mode
   and (e.tx_id is null or e.net <> 0 or e.lines < 2 or e.smallest < 1)
union all
select e.id, 'belongs to no transaction'
  from ledger_entry e
  left join ledger_tx t on t.id = e.tx_id
 where e.workspace_id = :workspace and e.mode = :mode and t.id is null;

-- A06 each money fact is booked exactly once, with its own amount, and nothing else is
with fact as (
    select case when attempt_id is null then 'apply' else 'capture' end as kind, id, amount, currency
      from payment where workspace_id = :workspace and mode = :mode
    union all
    select 'fee', id, fee_amount, currency
      from payment where workspace_id = :workspace and mode = :mode and fee_amount > 0
    union all
    select 'fee', id, fee_amount, currency
      from unapplied_payment where workspace_id = :workspace and mode = :mode and fee_amount > 0
    union all
    select 'adjustment', p.id, a.unique_code, p.currency
      from payment p
      join payment_attempt a on a.id = p.attempt_id
     where p.workspace_id = :workspace and p.mode = :mode and a.unique_code is not null
    union all
    select case when payment_id is null then 'unapplied_refund' else 'refund' end, id, amount, currency
      from refund where workspace_id = :workspace and mode = :mode and status = 'succeeded'
    union all
    select 'unapplied', id, amount, currency
      from unapplied_payment where workspace_id = :workspace and mode = :mode and split_from is null
), booking as (
    select t.kind, t.fact_id, count(distinct t.id) as times,
           coalesce(sum(e.amount) filter (where e.direction = 'debit'), 0) as amount, min(e.currency) as currency
      from ledger_tx t
      left join ledger_entry e on e.tx_id = t.id
     where t.workspace_id = :workspace and t.mode = :mode and t.kind <> 'payout'
     group by t.kind, t.fact_id
)
select coalesce(f.id, b.fact_id) as object_id,
       coalesce(f.kind, b.kind) || case
           when f.id is null then ' is booked and did not happen'
           when b.fact_id is null then ' is not booked'
           when b.times <> 1 then ' is booked ' || b.times || ' times'
           else ' of ' || f.currency || ' ' || f.amount || ' is booked with ' || b.currency || ' ' || b.amount
           end as message
  from fact f
  full join booking b on b.kind = f.kind and b.fact_id = f.id
 where f.id is null or b.fact_id is null or b.times <> 1
    or (b.amount, b.currency) is distinct from (f.amount, f.currency);

-- A07 the money accounts hold what came in, less what went back, what providers kept and what was taken off a price
with held as (
    select e.currency, sum(case e.direction when 'debit' then e.amount else -e.amount end) as amount
      from ledger_entry e
      join ledger_tx t on t.id = e.tx_id
     where e.workspace_id = :workspace and e.mode = :mode and (e.code like 'gateway:%' or e.code = 'cash')
       and t.kind <> 'payout'
     group by e.currency
), moved as (
    select currency, amount - coalesce(fee_amount, 0) as amount
      from payment where workspace_id = :workspace and mode = :mode and attempt_id is not null
    union all
    select currency, -coalesce(fee_amount, 0)
      from payment where workspace_id = :workspace and mode = :mode and attempt_id is null
    union all
    select p.currency, -a.unique_code
      from payment p
      join payment_attempt a on a.id = p.attempt_id
     where p.workspace_id = :workspace and p.mode = :mode and a.unique_code is not null
    union all
    select currency, amount - coalesce(fee_amount, 0)
      from unapplied_payment where workspace_id = :workspace and mode = :mode and split_from is null
    union all
    select currency, -amount
      from refund where workspace_id = :workspace and mode = :mode and status = 'succeeded'
), expected as (
    select currency, sum(amount) as amount from moved group by currency
)
select coalesce(h.currency, x.currency) as object_id,
       'the ledger holds ' || coalesce(h.amount, 0) || ', payments and refunds say ' || coalesce(x.amount, 0)
           as message
  from held h
  full join expected x on x.currency = h.currency
 where coalesce(h.amount, 0) <> coalesce(x.amount, 0);

-- A08 an object has one event for each of its versions, without a hole
select aggregate_id as object_id,
       count(*) || ' events numbered ' || min(sequence) || ' to ' || max(sequence) as message
  from event
 where workspace_id = :workspace and mode = :mode
 group by aggregate_id
having min(sequence) <> 1 or count(*) <> max(sequence) or count(distinct sequence) <> count(*)
union all
select o.id, 'version ' || o.version || ', newest event ' || coalesce(e.newest, 0)
  from (select id, version from checkout_session where workspace_id = :workspace and mode = :mode
        union all select id, version from payment where workspace_id = :workspace and mode = :mode
        union all select id, version from customer where workspace_id = :workspace and mode = :mode
        union all select id, version from refund where workspace_id = :workspace and mode = :mode
        union all select id, version from unapplied_payment where workspace_id = :workspace and mode = :mode) o
  left join (select aggregate_id, max(sequence) as newest
               from event where workspace_id = :workspace and mode = :mode
              group by aggregate_id) e on e.aggregate_id = o.id
 where o.version <> coalesce(e.newest, 0);

-- A11 test money and real money never touch
select a.id as object_id,
       case when s.id is null then 'session ' || a.session_id || ' is of another workspace or mode'
            else a.mode || ' attempt run by ' || a.run_by end as message
  from payment_attempt a
  left join checkout_session s on s.id = a.session_id and s.workspace_id = a.workspace_id and s.mode = a.mode
 where a.workspace_id = :workspace and a.mode = :mode
   and (s.id is null
        or (a.mode = 'test' and a.run_by not in ('sandbox', 'manual'))
        or (a.mode = 'live' and 'sandbox' in (a.run_by, a.adapter)));

-- A12 whatever is under way has a next look, or was handed to a person
select id as object_id,
       state || case when next_check_at is null then ' without a next look'
                     else ' and not looked at since ' || next_check_at end as message
  from payment_attempt
 where workspace_id = :workspace and mode = :mode
   and state in ('created', 'in_doubt', 'requires_action') and adapter <> 'manual' and handed_over_at is null
   and (next_check_at is null or next_check_at < :now - interval '15 minutes')
union all
select id,
       status || case when next_check_at is null then ' without a next look'
                      else ' and not looked at since ' || next_check_at end
  from refund
 where workspace_id = :workspace and mode = :mode
   and status = 'pending' and via = 'provider' and handed_over_at is null
   and (next_check_at is null or next_check_at < :now - interval '15 minutes');

-- A13 a provider's reference is one money, and money that came in is a payment or visible as unapplied
select min(id) as object_id,
       count(*) || ' attempts with reference ' || provider_reference || ' of ' || adapter as message
  from payment_attempt
 where workspace_id = :workspace and mode = :mode and provider_reference is not null
 group by adapter, provider_reference
having count(*) > 1
union all
select min(id), count(*) || ' moneys with reference ' || provider_reference || ' of ' || adapter
  from (select id, adapter, provider_reference
          from payment
         where workspace_id = :workspace and mode = :mode and attempt_id is not null
           and provider_reference is not null
        union all
        select id, adapter, provider_reference
          from unapplied_payment
         where workspace_id = :workspace and mode = :mode and split_from is null) came
 group by adapter, provider_reference
having count(*) > 1
union all
select a.id, 'succeeded, and its money is neither a payment nor unapplied'
  from payment_attempt a
 where a.workspace_id = :workspace and a.mode = :mode and a.state = 'succeeded'
   and not exists (select 1 from payment p where p.attempt_id = a.id)
   and not exists (select 1 from unapplied_payment u where u.attempt_id = a.id)
union all
select u.id, 'of ' || u.amount || ', ' || coalesce(p.amount, 0) || ' is applied and ' || coalesce(rest.amount, 0) || ' left'
  from unapplied_payment u
  left join payment p on p.id = u.applied_payment_id and p.unapplied_payment_id = u.id
  left join unapplied_payment rest on rest.split_from = u.id
 where u.workspace_id = :workspace and u.mode = :mode
   and ((u.status = 'applied' and u.amount <> coalesce(p.amount, 0) + coalesce(rest.amount, 0))
        or (u.status <> 'applied' and (rest.id is not null
                or exists (select 1 from payment x where x.unapplied_payment_id = u.id))));

-- A14 no idempotency key is held for ever
select key as object_id, method || ' ' || route || ' runs since ' || claimed_at as message
  from idempotency
 where workspace_id = :workspace and mode = :mode and status is null
   and claimed_at < clock_timestamp() - interval '2 minutes';

-- A15 what a provider sent is there once, and is taken up when it is due
select min(id) as object_id, count(*) || ' times ' || dedupe_key || ' of ' || adapter as message
  from provider_event
 where workspace_id = :workspace and mode = :mode
 group by adapter, dedupe_key
having count(*) > 1
union all
select id, 'not taken up since ' || next_try_at
  from provider_event
 where workspace_id = :workspace and mode = :mode and next_try_at < :now - interval '5 minutes';

-- A17 an audit entry has its place in the chain within a minute
select e.id as object_id, e.action || ' is not sealed' as message
  from audit_entry e
  left join audit_seal s on s.entry_id = e.id
  left join audit_unsealed q on q.entry_id = e.id
 where e.workspace_id = :workspace and e.mode = :mode and s.entry_id is null
   and (q.entry_id is null or q.queued_at < clock_timestamp() - interval '1 minute');

-- A18 what a provider says of a refund that failed here was looked at, and what was counted of it is in the books
select c.refund_id as object_id,
       'failed here, and the provider says that ' || c.told_currency || ' ' || c.told_amount
           || case when c.on_its_way then ' is on its way back as ' else ' went back as ' end || c.provider_reference
           as message
  from refund_contradiction c
 where c.workspace_id = :workspace and c.mode = :mode and c.answer is null
union all
select c.refund_id,
       'of it ' || c.told_currency || ' ' || c.told_amount || ' was counted as ' || c.counted_refund_id
           || ', which differs'
  from refund_contradiction c
  left join refund r on r.id = c.counted_refund_id
 where c.workspace_id = :workspace and c.mode = :mode and c.answer = 'counted'
   and (r.status, r.amount, r.currency, r.provider_reference)
           is distinct from ('succeeded', c.told_amount, c.told_currency, c.provider_reference);
