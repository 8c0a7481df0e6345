-- What the dashboards ask, kept so that the answer takes as long with a million cases as with a thousand.

-- Since when a case is in its state.
alter table process_case add column entered_at timestamptz;
update process_case c set entered_at = coalesce(
  (select max(at) from journal j where j.case_id = c.id and j.kind = c.kind and j.from_state <> j.to_state), c.opened_at);
alter table process_case alter column entered_at set not null;
drop index process_case_state;
create index process_case_entered on process_case(kind, state, entered_at);
create index process_case_state on process_case(kind, state, updated_at desc, id desc);

-- Every step a case took, until it is added to the tallies: rows are only inserted while a case is handled, so cases never wait for
-- each other at a counter.
create table step_change(
  id bigint generated always as identity primary key,
  kind text not null,
  policy_version text not null,
  day date not null,
  from_state text not null,
  to_state text not null,
  seconds bigint not null);

create table state_tally(
  kind text not null,
  policy_version text not null,
  state text not null,
  cases bigint not null,
  primary key (kind, policy_version, state));

-- How many steps a day from state to state, by how many whole days the case had been there.
create table step_tally(
  kind text not null,
  day date not null,
  from_state text not null,
  to_state text not null,
  policy_version text not null,
  days int not null,
  steps bigint not null,
  seconds bigint not null,
  primary key (kind, day, from_state, to_state, policy_version, days));

create view state_count as
  select kind, policy_version, state, sum(cases)::bigint as cases from (
    select kind, policy_version, state, cases from state_tally
    union all select kind, policy_version, to_state, 1 from step_change
    union all select kind, policy_version, from_state, -1 from step_change where from_state <> '') c
  group by kind, policy_version, state;

create view step_count as
  select kind, day, from_state, to_state, policy_version, days, steps, seconds from step_tally
  union all select kind, day, from_state, to_state, policy_version, (seconds / 86400)::int, 1, seconds from step_change;

create function case_enters_state() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or new.state <> old.state then new.entered_at := new.updated_at; end if;
  return new;
end $$;
create trigger case_enters_state before insert or update on process_case for each row execute function case_enters_state();

create function case_takes_step() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into step_change(kind, policy_version, day, from_state, to_state, seconds)
    values (new.kind, new.policy_version, (new.updated_at at time zone 'Asia/Shanghai')::date, '', new.state, 0);
  elsif new.state <> old.state then
    insert into step_change(kind, policy_version, day, from_state, to_state, seconds)
    values (new.kind, new.policy_version, (new.updated_at at time zone 'Asia/Shanghai')::date, old.state, new.state,
      greatest(0, extract(epoch from new.updated_at - old.entered_at)::bigint));
  end if;
  return null;
end $$;
create trigger case_takes_step after insert or update on process_case for each row execute function case_takes_step();

insert into state_tally(kind, policy_version, state, cases) select kind, policy_version, state, count(*) from process_case
  group by kind, policy_version, state;
insert into step_tally(kind, day, from_state, to_state, policy_version, days, steps, seconds)
  select kind, (at at time zone 'Asia/Shanghai')::date, from_state, to_state, policy_version, (took / 86400)::int, count(*), sum(took)
    from (
    select j.kind, j.at, j.from_state, j.to_state, c.policy_version,
      coalesce(extract(epoch from j.at - lag(j.at) over (partition by j.case_id, j.kind order by j.position))::bigint, 0) as took
    from journal j join process_case c on c.id = j.case_id and c.kind = j.kind where j.from_state <> j.to_state) s
  group by 1, 2, 3, 4, 5, 6;

-- People search by two Chinese characters anywhere in a name. An index over pairs of characters serves that; pg_trgm needs three
-- characters and a database whose locale knows Chinese letters. A table of its own: a case's row is rewritten at every step.
create function bigrams(text) returns text[] language sql immutable strict parallel safe as $$
  select coalesce(array_agg(distinct substr($1, i, 2)), '{}') from generate_series(1, length($1) - 1) i
$$;

create table case_search(
  case_id uuid not null,
  kind text not null,
  search text not null,
  primary key (case_id, kind));

create function case_words(name text, data jsonb) returns text language sql immutable parallel safe as $$
  select lower(concat_ws(' ', name, data->'application'->'leadUnit'->>'name', data->'application'->>'receiptNumber',
    (select string_agg(m->>'creditCode', ' ') from jsonb_array_elements(data->'application'->'members') m)))
$$;

create function case_is_found() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or new.name <> old.name or new.data->'application' is distinct from old.data->'application' then
    insert into case_search(case_id, kind, search) values (new.id, new.kind, case_words(new.name, new.data))
    on conflict (case_id, kind) do update set search = excluded.search;
  end if;
  return null;
end $$;
create trigger case_is_found after insert or update on process_case for each row execute function case_is_found();

insert into case_search(case_id, kind, search) select id, kind, case_words(name, data) from process_case;
create index case_search_words on case_search using gin (bigrams(search));

create index deadline_provisional on deadline(id) where due_at is null and fired_at is null and cancelled_at is null;
create index deadline_running_day on deadline(nominal_due_on, id) where fired_at is null and cancelled_at is null;
