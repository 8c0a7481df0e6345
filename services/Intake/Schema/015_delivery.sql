-- Which application an alliance came of: its letters are read beside the application's.
alter table living_alliance add column application_id uuid;
create index living_alliance_application on living_alliance(application_id);

-- What somebody was reminded of, once.
create table reminder(
  about uuid not null,
  what text not null,
  reminded_at timestamptz not null,
  primary key (about, what));

-- The deadlines that run in a case, as the workflow host tells of them, for people's calendars.
create table case_deadline(
  case_id uuid not null,
  name text not null,
  nominal_due_on date not null,
  due_at timestamptz,
  -- How often it was moved, and when last.
  sequence int not null default 0,
  changed_at timestamptz not null,
  primary key (case_id, name));
create index case_deadline_due on case_deadline(nominal_due_on, case_id);
create index case_deadline_name on case_deadline(name, nominal_due_on, case_id);
-- Since when they are what they are: older news changes nothing.
create table case_deadline_heard(
  case_id uuid primary key,
  heard_at timestamptz not null);
