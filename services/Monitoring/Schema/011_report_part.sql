-- A member's own part of a year's report (Art. 14): the lead unit asks for it, the member writes it, the lead unit takes it into the draft.
create table report_part(
  id uuid primary key,
  alliance_id uuid not null references alliance(id),
  year int not null,
  unit_name text not null,
  unit_credit_code text not null,
  asked text not null, -- what the lead unit asks for
  due_on date not null,
  asked_at timestamptz not null,
  asked_by_name text not null,
  state text not null default 'Asked' check (state in ('Asked', 'HandedIn', 'Taken')),
  body jsonb not null default '{}',
  version int not null default 0, -- how often it was saved
  saved_at timestamptz,
  saved_by_name text,
  handed_at timestamptz,
  handed_by_name text,
  returned_why text, -- why the lead unit asked once more
  taken_at timestamptz,
  taken_by_name text);
-- One at a time; when it is taken another one can be asked for.
create unique index report_part_open on report_part(alliance_id, year, unit_credit_code) where state <> 'Taken';
create index report_part_unit on report_part(unit_credit_code, id);
create index report_part_report on report_part(alliance_id, year, id);
