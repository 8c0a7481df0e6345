-- 行政复议 and 行政诉讼 against decisions. Certification's own decisions stand in its tables; those of Intake are kept here as they are told.
create table refused_application(
  application_id uuid primary key,
  step text not null check (step in ('FormalReview', 'Correction')),
  application jsonb not null,
  refused_at timestamptz not null,
  annulled_at timestamptz);

-- A remedy keeps what it was filed against: the decision itself may be another one later.
create table remedy(
  id uuid primary key,
  case_id uuid not null,
  application_id uuid not null,
  alliance_id uuid,
  step text not null check (step in ('FormalReview', 'Correction', 'Determination', 'ObjectionHandling', 'Cancelled')),
  application jsonb not null,
  decided_at timestamptz not null,
  decision_number text,
  notice_id uuid,
  kind text not null check (kind in ('Reconsideration', 'Court')),
  authority text not null,
  case_number text not null,
  case_key text not null,
  filed_on date not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  outcome text check (outcome in ('Upheld', 'Annulled', 'Changed', 'Withdrawn')),
  outcome_number text,
  outcome_on date,
  outcome_summary text,
  outcome_recorded_at timestamptz,
  outcome_recorded_by text,
  unique (kind, case_key),
  check ((outcome is null) = (outcome_recorded_at is null)),
  check ((outcome is null) = (outcome_on is null)));
create index remedy_recorded_by_key on remedy(recorded_at, id);
create index remedy_application on remedy(application_id);

create table remedy_document(
  document_id uuid primary key,
  remedy_id uuid not null references remedy(id),
  title text not null,
  added_at timestamptz not null,
  added_by text not null);
create index remedy_document_remedy on remedy_document(remedy_id, added_at);

-- The answer to an objection that was upheld, when the decision it led to was annulled: the objection is open again, the answer is kept.
create table annulled_answer(
  objection_id uuid not null references objection(id),
  answer text not null,
  settled_at timestamptz not null,
  settled_by text not null,
  annulled_at timestamptz not null,
  primary key (objection_id, annulled_at));

alter table determination add column reopened_at timestamptz;
-- A notice that stands again after an annulment stands for a whole period from that day.
alter table notice add column reopened_on date;
