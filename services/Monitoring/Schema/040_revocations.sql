-- 撤销 (Art. 17): told beforehand, heard, and only then decided. One case runs against an alliance at a time.
create table revocation_case(
  id uuid primary key,
  alliance_id uuid not null references alliance(id),
  compliance_case_id uuid references compliance_case(id),
  policy_version text not null,
  ground int not null check (ground between 1 and 4),
  facts text not null,
  state text not null check (state in ('Investigation', 'Statement', 'Hearing', 'Decision', 'Revoking', 'Revoked', 'Dropped', 'Overtaken')),
  opened_at timestamptz not null,
  opened_by text not null,
  opened_by_name text not null,
  -- 告知: the letter by which the unit is told. Its service begins the period.
  letter_id uuid,
  noticed_at timestamptz,
  noticed_by_name text,
  served_on date,
  served_at timestamptz,
  served_how text check (served_how in ('Inbox', 'Officer')),
  served_proof text,
  -- What the unit was told the period to last; a calendar that comes later only makes it longer.
  statement_until timestamptz,
  -- 陈述申辩, while it is written.
  draft text,
  draft_at timestamptz,
  draft_by_name text,
  -- 听证.
  hearing_asked_at timestamptz,
  hearing_asked_on date,
  hearing_asked_by_name text,
  hearing_why text,
  hearing_at timestamptz,
  hearing_place text,
  hearing_chair text,
  invited_at timestamptz,
  held_on date,
  attended boolean,
  minutes text,
  held_at timestamptz,
  hearing_overdue_at timestamptz,
  -- 法制审核.
  legal_opinion text,
  legal_agrees boolean,
  legal_by text,
  legal_at timestamptz,
  decided_at timestamptz,
  decided_by text,
  decided_by_name text,
  revoked boolean,
  reasons text,
  from_recognition boolean not null default false,
  ended_at timestamptz,
  end_sentence text,
  annulled_at timestamptz,
  annulled_why text,
  check ((served_on is null) = (served_at is null)),
  check (served_on is null or noticed_at is not null),
  check ((decided_at is null) = (revoked is null)));
create unique index revocation_case_open on revocation_case(alliance_id) where state not in ('Revoked', 'Dropped', 'Overtaken');
create index revocation_case_alliance on revocation_case(alliance_id, opened_at);
create index revocation_case_opened on revocation_case(opened_at, id);
create index revocation_case_state on revocation_case(state, id);

-- What the unit said in writing, each time it did.
create table revocation_statement(
  case_id uuid not null references revocation_case(id),
  number int not null,
  body text not null,
  filed_at timestamptz not null,
  filed_by text not null,
  filed_by_name text not null,
  primary key (case_id, number));

-- 案卷: evidence, proof of service, what the unit adds, minutes, the legal review.
create table revocation_file(
  document_id uuid primary key,
  case_id uuid not null references revocation_case(id),
  kind text not null check (kind in ('Evidence', 'Service', 'Statement', 'Minutes', 'LegalReview')),
  title text not null,
  file_name text not null,
  added_at timestamptz not null,
  added_by text not null,
  added_by_name text not null,
  -- With which statement of the unit it was filed; null while that is written.
  number int,
  removed_at timestamptz);
create index revocation_file_case on revocation_file(case_id, added_at);
