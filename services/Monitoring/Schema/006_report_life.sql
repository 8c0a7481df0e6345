-- A report lives on after it was filed (Art. 14): an officer accepts it, or returns it with reasons and a day, and the lead unit amends it.
-- Every version stays. Reports from before were taken as they came.
alter table annual_report
  add column state text not null default 'Filed' check (state in ('Filed', 'Returned', 'Accepted')),
  add column version int not null default 1,
  add column amended_at timestamptz, -- when the newest version came; null while that is the first
  add column returned_why text,
  add column returned_until date,
  add column decided_at timestamptz,
  add column decided_by text,
  add column decided_by_name text,
  add check (state <> 'Returned' or (returned_why is not null and returned_until is not null));
update annual_report set state = 'Accepted';
create index annual_report_waiting on annual_report(state, id) where state <> 'Accepted';
create index annual_report_filed on annual_report(filed_at, id);

create table report_version(
  report_id uuid not null references annual_report(id),
  version int not null,
  body jsonb not null,
  filed_at timestamptz not null,
  filed_by text not null,
  filed_by_name text not null,
  returned_why text, -- why this version was not good enough
  primary key (report_id, version));
insert into report_version(report_id, version, body, filed_at, filed_by, filed_by_name)
  select id, 1, body, filed_at, filed_by, filed_by_name from annual_report;

-- What the people of the lead unit write together before they file it. Each save is kept until then: whoever began from an older one is
-- joined with what the others saved since.
create table report_draft(
  alliance_id uuid not null references alliance(id),
  year int not null,
  version int not null,
  body jsonb not null,
  saved_at timestamptz not null,
  saved_by text not null,
  saved_by_name text not null,
  primary key (alliance_id, year, version));
