-- 送达: an instrument of this service to a unit. It is served when somebody of the unit first opens it in the inbox, or on the day on which
-- it was handed over, sent or announced by an officer's record.
create table delivery(
  letter_id uuid primary key,
  alliance_id uuid not null references alliance(id),
  about uuid not null, -- the compliance case or the assessment it belongs to
  title text not null,
  unit_name text not null,
  unit_credit_code text not null,
  written_at timestamptz not null,
  opened_at timestamptz,
  way text check (way in ('InPerson', 'Post', 'LeftBehind', 'Announcement')),
  served_on date,
  note text,
  document_id uuid,
  file_name text,
  recorded_at timestamptz,
  recorded_by_name text,
  check ((way is null) = (served_on is null)));
create index delivery_about on delivery(about);

-- 整改: what a lead unit has to put right before its compliance case is decided, and until when. Where an answer was not enough, it may be
-- asked once more, under the next number.
create table rectification(
  id uuid primary key,
  case_id uuid not null references compliance_case(id),
  number int not null,
  demand text not null,
  due_on date not null,
  ordered_at timestamptz not null,
  ordered_by text not null,
  ordered_by_name text not null,
  accepted boolean,
  findings text,
  decided_at timestamptz,
  decided_by text,
  decided_by_name text,
  reminded_at timestamptz, -- when the lead unit was reminded of the day
  overdue_told_at timestamptz, -- when it was told that the day had passed without an answer
  unique (case_id, number),
  check ((accepted is null) = (decided_at is null)));
create unique index rectification_open on rectification(case_id) where decided_at is null;
create index rectification_due on rectification(due_on) where decided_at is null;

-- What the lead unit says it did, with its proof; as often as it likes until an officer decides.
create table rectification_answer(
  id uuid primary key,
  rectification_id uuid not null references rectification(id),
  body text not null,
  document_id uuid not null,
  file_name text not null,
  late boolean not null,
  answered_at timestamptz not null,
  answered_by text not null,
  answered_by_name text not null);
create index rectification_answer_of on rectification_answer(rectification_id);

-- 督办: what waited longer than the policy says and was brought before a superior, and what the superior said to it.
create table escalation(
  about uuid not null,
  work text not null,
  step int not null,
  alliance_id uuid not null references alliance(id),
  role text not null,
  due_on date not null,
  escalated_at timestamptz not null,
  instruction text,
  until_on date,
  instructed_at timestamptz,
  instructed_by text,
  instructed_by_name text,
  primary key (about, work, step));
create index escalation_waiting on escalation(role) where instructed_at is null;
