-- From Alliance.Workflows.Schema.001_cases.sql
-- One row a case of the procedure: the columns people ask for, and the rest as a document.
create table process_case(
  id uuid not null,
  kind text not null,
  state text not null,
  name text not null,
  policy_version text not null,
  opened_at timestamptz not null,
  updated_at timestamptz not null,
  data jsonb not null,
  primary key (id, kind));
create index process_case_updated on process_case(updated_at desc, id);
create index process_case_state on process_case(kind, state);

-- What every message did to its case, even nothing.
create table journal(
  position bigint generated always as identity primary key,
  case_id uuid not null,
  kind text not null,
  at timestamptz not null,
  from_state text not null,
  to_state text not null,
  message text not null,
  message_id uuid,
  message_body jsonb not null,
  outputs text[] not null,
  note text,
  trace_id text);
create index journal_case on journal(case_id, position);

-- Every statutory timer; no timer lives anywhere else.
create table deadline(
  id bigint generated always as identity primary key,
  case_id uuid not null,
  kind text not null,
  name text not null,
  article text not null,
  nominal_due_on date not null,
  due_at timestamptz,
  explanation jsonb not null,
  rule jsonb,
  set_at timestamptz not null default now(),
  fired_at timestamptz,
  cancelled_at timestamptz,
  lane smallint not null,
  message_id uuid not null,
  correlation_id uuid,
  destination text not null,
  mandatory boolean not null,
  content_type text not null,
  headers jsonb,
  body bytea not null,
  check (due_at is not null or rule is not null));
create unique index deadline_running on deadline(case_id, name) where fired_at is null and cancelled_at is null;
create index deadline_due on deadline(due_at) where fired_at is null and cancelled_at is null;
create index deadline_case on deadline(case_id, id);
