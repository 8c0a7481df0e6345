-- 变更备案 (Art. 15): what a lead unit files of its alliance's members, lead unit, name, rules, direction and technical route. An officer
-- takes note of it, or asks for what is missing; nothing here is approved.
create table change_filing(
  id uuid primary key,
  alliance_id uuid not null references alliance(id),
  kind text not null
    check (kind in ('Members', 'LeadUnit', 'Name', 'Rules', 'Direction', 'TechnicalRoute', 'Dissolution')),
  state text not null check (state in ('Draft', 'Consenting', 'Filed', 'Returned', 'Noted', 'Withdrawn')),
  version int not null, -- one more each time its content changes; a consent is to a version
  content jsonb not null,
  begun_at timestamptz not null,
  saved_at timestamptz not null,
  saved_by text not null,
  saved_by_name text not null,
  -- As it was submitted: in words, for whoever reads it later.
  before text,
  after text,
  effective_on date,
  submitted_at timestamptz,
  submitted_by_name text,
  filed_at timestamptz, -- when the last consent was there
  returned_why text,
  returned_until date,
  number text, -- 备案编号
  remark text,
  warnings jsonb not null default '[]', -- what of Art. 8 was not met when the officer took note
  decided_at timestamptz,
  decided_by text,
  decided_by_name text,
  withdrawn_why text,
  check ((state = 'Noted') = (number is not null)),
  check (state <> 'Returned' or (returned_why is not null and returned_until is not null)));
create unique index change_filing_number on change_filing(number);
create unique index change_filing_under_way on change_filing(alliance_id, kind)
  where state in ('Draft', 'Consenting', 'Filed', 'Returned');
create index change_filing_submitted on change_filing(submitted_at, id);
create index change_filing_of_alliance on change_filing(alliance_id, begun_at);

-- Who has to agree to it, and what they said: on their own page, or on a paper that the lead unit uploads.
create table change_consent(
  filing_id uuid not null references change_filing(id),
  credit_code text not null,
  unit_name text not null,
  part text not null check (part in ('FormerLead', 'NewLead', 'Member', 'Joining', 'Leaving')),
  version int not null,
  asked_at timestamptz not null,
  answer text check (answer in ('Given', 'Refused')),
  answered_at timestamptz,
  answered_by_name text,
  document_id uuid,
  why text,
  primary key (filing_id, credit_code),
  check ((answer is null) = (answered_at is null)));
create index change_consent_unit on change_consent(credit_code, filing_id);

-- 附件 of a filing: resolutions, agreements, the new rules.
create table change_file(
  document_id uuid primary key,
  filing_id uuid not null references change_filing(id),
  title text not null,
  file_name text not null,
  version int, -- in which version it was submitted first; null while it belongs to the draft
  added_at timestamptz not null,
  added_by text not null,
  removed_at timestamptz);
create index change_file_filing on change_file(filing_id);

create table change_number(
  year int primary key,
  last int not null);

-- Members fell below what Art. 8 asks: a task for people, never an end (Art. 8, 15).
alter table alliance
  add column short_since timestamptz,
  add column short_of jsonb;
