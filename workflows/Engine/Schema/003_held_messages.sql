-- From Alliance.Workflows.Schema.005_interventions.sql
-- The commands a step said, to the letter: [{"command": …, "body": …}].
alter table journal add column said jsonb;

-- Messages of a case that people hold, until they resume it.
create table held_message(
  id bigint generated always as identity primary key,
  case_id uuid not null,
  kind text not null,
  queue text not null,
  message_id uuid not null,
  message_type text not null,
  lane smallint not null,
  content_type text not null,
  body bytea not null,
  held_at timestamptz not null default now(),
  unique (message_id, kind));
create index held_message_case on held_message(case_id, id);

-- The deadlines of a case that people hold run on, but do not fire.
alter table deadline add column paused boolean not null default false;
