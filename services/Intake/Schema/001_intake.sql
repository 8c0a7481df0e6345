-- People search by two Chinese characters anywhere in a name. An index over pairs of characters serves that; pg_trgm needs three
-- characters and a database whose locale knows Chinese letters.
create function bigrams(text) returns text[] language sql immutable strict parallel safe as $$
  select coalesce(array_agg(distinct substr($1, i, 2)), '{}') from generate_series(1, length($1) - 1) i
$$;

-- 年度申报通知 (Art. 9): the window and the policy are fixed when it is published.
create table calls(
  id uuid primary key,
  year int not null,
  title text not null,
  body text not null,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  policy_version text not null,
  published_at timestamptz not null,
  published_by text not null,
  check (opens_at < closes_at));
create index calls_closes on calls(closes_at desc, id desc);

-- 申报书: the form is a document; beside it stand the columns people list and search by.
create table applications(
  id uuid primary key,
  call_id uuid not null references calls(id),
  policy_version text not null,
  stage text not null check (stage in ('Draft', 'FormalReview', 'Correction', 'Passed', 'Refused', 'Withdrawn')),
  form jsonb not null,
  version int not null,
  alliance_name text not null,
  lead_unit text not null,
  lead_credit_code text not null,
  key_industry text not null,
  receipt_number text unique,
  submissions int not null default 0,
  refusal_reasons jsonb,
  withdrawn_why text,
  -- When it came into the list: begun, then submitted.
  arrived_at timestamptz not null,
  submitted_at timestamptz,
  closed_at timestamptz,
  saved_at timestamptz not null,
  saved_by text not null,
  -- Where the whole procedure is, as the workflow host tells it.
  case_state text,
  case_advanced_at timestamptz,
  next_deadline text,
  next_deadline_at timestamptz,
  search text not null,
  check ((stage = 'Draft') = (receipt_number is null)));
create index applications_arrived on applications(arrived_at desc, id desc);
create index applications_stage on applications(stage, arrived_at desc, id desc);
create index applications_lead on applications(lead_credit_code, arrived_at desc, id desc);
create index applications_search on applications using gin (bigrams(search));

-- Every saved version, so that two people who edit at once lose nothing to each other.
create table revisions(
  application_id uuid not null references applications(id),
  version int not null,
  form jsonb not null,
  saved_at timestamptz not null,
  saved_by text not null,
  primary key (application_id, version));

-- 受理编号 without gaps, by year of the call.
create table receipt_numbers(
  year int primary key,
  last int not null);

-- What was submitted, to the letter: text, because its hash stands on the receipt (Art. 9).
create table submissions(
  application_id uuid not null references applications(id),
  number int not null,
  content text not null,
  sha256 bytea not null,
  submitted_at timestamptz not null,
  submitted_by text not null,
  primary key (application_id, number));

create function stays_as_submitted() returns trigger language plpgsql as $$
begin
  raise exception 'What was submitted stays as it was submitted (Art. 9).';
end
$$;
create trigger submissions_stay before update or delete on submissions for each row execute function stays_as_submitted();

-- 形式审查 (Art. 10): an officer's judgement of each condition of Art. 8, on each submission.
create table judgements(
  application_id uuid not null,
  submission int not null,
  code text not null,
  met boolean not null,
  sentence text not null,
  judged_at timestamptz not null,
  judged_by text not null,
  judged_by_name text not null,
  primary key (application_id, submission, code),
  foreign key (application_id, submission) references submissions(application_id, number));

-- 补正 (Art. 10): the key says that there is one.
create table corrections(
  application_id uuid primary key references applications(id),
  items jsonb not null,
  requested_at timestamptz not null,
  requested_by text not null,
  -- Null while the calendar of a needed year is not published.
  due_at timestamptz,
  nominal_due_on date not null,
  resubmitted_at timestamptz);
create index corrections_due on corrections(due_at) where resubmitted_at is null;

-- A file that was taken out of the form stays: an earlier submission may name it.
create table removed_attachments(
  document_id uuid primary key references document(id),
  application_id uuid not null references applications(id),
  removed_at timestamptz not null,
  removed_by text not null);
create index removed_attachments_application on removed_attachments(application_id);
