-- From Alliance.Workflows.Schema.002_parked_messages.sql
-- Messages that could not be handled, taken from the queues' _error and _skipped queues, and events that came before their case was opened.
create table parked_message(
  id uuid primary key,
  queue text not null,
  message_id uuid not null,
  -- The kind of case whose opening the message awaits; empty for a message that failed.
  awaits_kind text not null default '',
  message_type text not null,
  case_id uuid,
  exception_type text not null,
  exception text not null,
  lane smallint not null,
  content_type text not null,
  body bytea not null,
  failed_at timestamptz not null,
  parked_at timestamptz not null default now(),
  times int not null default 1,
  settled_at timestamptz,
  settled_by text,
  settlement text check (settlement in ('returned', 'discarded')),
  reason text,
  unique (message_id, queue, awaits_kind));
create index parked_message_open on parked_message(parked_at desc, id desc) where settled_at is null;
create index parked_message_case on parked_message(case_id) where settled_at is null;
