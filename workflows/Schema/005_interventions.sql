-- What an administrator changes in a case: proposed with a reason, and carried out at once or, where the policy says so, when another one
-- confirmed it.
create table intervention(
  id uuid primary key,
  case_id uuid not null,
  kind text not null,
  what text not null,
  change jsonb not null,
  reason text not null,
  state text not null check (state in ('Proposed', 'CarriedOut', 'Rejected')),
  policy_version text not null,
  proposed_at timestamptz not null,
  proposed_by text not null,
  proposed_by_name text not null,
  settled_at timestamptz,
  settled_by text,
  settled_by_name text,
  settlement text);
create index intervention_all on intervention(proposed_at desc, id desc);
create index intervention_open on intervention(proposed_at desc, id desc) where state = 'Proposed';
create index intervention_case on intervention(case_id, proposed_at);
-- One of a kind waits for confirmation at a time.
create unique index intervention_once on intervention(case_id, what) where state = 'Proposed';

-- What people look for among the cases.
create index process_case_paused on process_case(updated_at desc, id desc) where (data->>'pausedAt') is not null;
create index process_case_policy on process_case(policy_version, updated_at desc, id desc);

-- A case that goes on under another version leaves the count of the one it came from.
alter table step_change add column left_policy_version text;
create or replace view state_count as
  select kind, policy_version, state, sum(cases)::bigint as cases from (
    select kind, policy_version, state, cases from state_tally
    union all select kind, policy_version, to_state, 1 from step_change
    union all select kind, coalesce(left_policy_version, policy_version), from_state, -1 from step_change where from_state <> '') c
  group by kind, policy_version, state;
create or replace function case_takes_step() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into step_change(kind, policy_version, day, from_state, to_state, seconds)
    values (new.kind, new.policy_version, (new.updated_at at time zone 'Asia/Shanghai')::date, '', new.state, 0);
  elsif new.state <> old.state then
    insert into step_change(kind, policy_version, left_policy_version, day, from_state, to_state, seconds)
    values (new.kind, new.policy_version, old.policy_version, (new.updated_at at time zone 'Asia/Shanghai')::date, old.state, new.state,
      greatest(0, extract(epoch from new.updated_at - old.entered_at)::bigint));
  end if;
  return null;
end $$;
