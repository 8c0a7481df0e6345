-- From the panel's opinion to the plaque, and back (Art. 11, 14, 17).

-- A determination without an application is the mark of one that was withdrawn before it was put on the table.
create table determination(
  application_id uuid primary key,
  application jsonb,
  state text not null check (state in ('Determination', 'Proposed', 'PublicNotice', 'Recognised', 'Declined', 'Refused', 'Closed')),
  recommended boolean,
  average_score numeric(5, 2),
  experts int,
  panel_opinion text,
  prepared_at timestamptz not null,
  minutes text,
  reasons jsonb,
  decided_at timestamptz,
  decided_by text,
  closed_why text);
create index determination_prepared on determination(prepared_at desc, application_id) where application is not null;

-- A name belongs to one live alliance (Art. 11): reserved with the proposal, released when the proposal fails or the alliance ends.
create table reserved_name(
  application_id uuid primary key references determination(application_id),
  name text not null,
  name_key text not null,
  reserved_at timestamptz not null,
  released_at timestamptz);
create unique index reserved_name_live on reserved_name(name_key) where released_at is null;

create table alliance(
  id uuid primary key,
  application_id uuid not null unique references determination(application_id),
  application jsonb not null,
  name text not null,
  document_number text not null unique,
  certificate_number text not null unique,
  plaque_number text not null unique,
  recognised_on date not null,
  status text not null check (status in ('Valid', 'Cancelling', 'Cancelled', 'Revoked')),
  ended_on date,
  end_article text,
  end_sentence text,
  end_document_number text unique,
  plaque_handed_over_on date,
  plaque_recovered_on date);
create index alliance_recognised on alliance(recognised_on desc, id);

create table notice(
  id uuid primary key,
  kind text not null check (kind in ('Recognition', 'Cancellation')),
  application_id uuid not null references determination(application_id),
  alliance_id uuid references alliance(id),
  title text not null,
  published_on date not null,
  published_at timestamptz not null,
  nominal_last_day date not null,
  last_day date,
  closes_at timestamptz,
  outcome text check (outcome in ('Recognised', 'Refused', 'Withdrawn', 'Cancelled', 'Kept')),
  closed_at timestamptz,
  check ((kind = 'Cancellation') = (alliance_id is not null)),
  check ((outcome is null) = (closed_at is null)));
create unique index notice_running on notice(application_id, kind) where outcome is null;
create index notice_published on notice(published_at desc, id);

-- The decision to cancel, on file; a repeated assessment of the same cycle can lead to a second one.
create table cancellation(
  notice_id uuid primary key references notice(id),
  alliance_id uuid not null references alliance(id),
  cycle int not null,
  article text not null,
  sentence text not null,
  decided_at timestamptz not null);
create index cancellation_alliance on cancellation(alliance_id, decided_at);

create table objection(
  id uuid primary key,
  notice_id uuid not null references notice(id),
  objector_name text not null,
  objector_kind text not null check (objector_kind in ('Person', 'Unit')),
  contact text not null,
  facts text not null,
  lodged_at timestamptz not null,
  state text not null check (state in ('Open', 'Upheld', 'Dismissed', 'Closed')),
  answer text,
  settled_at timestamptz,
  settled_by text);
create index objection_notice on objection(notice_id, lodged_at);
create index objection_lodged on objection(lodged_at desc, id);

-- Yearly sequences without gaps: the row stays locked until the number's document is committed, so a failed step leaves no hole.
create table number_sequence(
  kind text not null,
  year int not null,
  last int not null,
  primary key (kind, year));
