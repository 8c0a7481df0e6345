-- What the bureau issues is drafted, checked and signed by people (文书); a case that needs one is a matter that waits for it (Art. 7, 11,
-- 14). Which kinds there are stands in the code: other parts of the service bring their own.
create table instrument(
  id uuid primary key,
  kind text not null,
  state text not null check (state in ('Draft', 'Checked', 'Signed', 'Withdrawn')),
  policy_version text not null,
  title text not null,
  body text not null,
  -- 公开属性: nothing circulates without.
  disclosure text not null check (disclosure in ('Open', 'OnRequest', 'Closed')),
  disclosure_why text,
  drafted_at timestamptz not null,
  drafted_by text not null,
  drafted_by_name text not null,
  -- What whoever checked it wants otherwise; null once it was drafted anew.
  remarks text,
  checked_at timestamptz,
  checked_by text,
  checked_by_name text,
  signed_at timestamptz,
  signed_on date,
  signed_by text,
  signed_by_name text,
  -- 发文字号: unique for its series and year; a number that leaves others out says why.
  series text,
  year int,
  ordinal int,
  number text,
  number_why text,
  withdrawn_at timestamptz,
  withdrawn_why text,
  -- As it was signed, for good, with the hash of it.
  content text,
  sha256 bytea,
  check ((state = 'Signed') = (signed_at is not null)),
  check ((signed_at is null) = (content is null)),
  check ((signed_at is null) = (sha256 is null)),
  check ((state = 'Withdrawn') = (withdrawn_at is not null)),
  check (disclosure = 'Open' or disclosure_why is not null));
create unique index instrument_number on instrument(series, year, ordinal) where ordinal is not null;
create index instrument_drafted on instrument(drafted_at, id);
create index instrument_waiting on instrument(state) where state in ('Draft', 'Checked');

create table matter(
  id uuid primary key,
  kind text not null,
  application_id uuid not null references determination(application_id),
  alliance_id uuid references alliance(id),
  -- What it is about: the application, the alliance, the notice. One of a kind waits at a time.
  subject_id uuid not null,
  details jsonb,
  since timestamptz not null,
  state text not null check (state in ('Waiting', 'Done', 'Dropped')),
  -- The draft it stands in, or the instrument that settled it.
  instrument_id uuid references instrument(id),
  settled_at timestamptz,
  dropped_why text,
  check ((state = 'Waiting') = (settled_at is null)),
  check ((state = 'Dropped') = (dropped_why is not null)),
  check (state <> 'Done' or instrument_id is not null));
create unique index matter_waiting on matter(kind, subject_id) where state = 'Waiting';
create index matter_since on matter(since, id);
create index matter_instrument on matter(instrument_id) where instrument_id is not null;
create index matter_application on matter(application_id);

-- A row of notice is a line of a list; in which document the line stands, and by which an alliance was recognised.
alter table notice add column instrument_id uuid references instrument(id);
create index notice_instrument on notice(instrument_id) where instrument_id is not null;
alter table alliance add column instrument_id uuid references instrument(id), add column end_instrument_id uuid references instrument(id);
-- One document recognises many.
alter table alliance drop constraint alliance_document_number_key, drop constraint alliance_end_document_number_key;

-- The series is told by what a number of it looks like.
update number_sequence set kind = '昆科发〔{year}〕{number}号' where kind = 'document';

-- What was under way when documents were still issued by the machine waits for people now: proposals whose notice was not published yet.
-- A period that has ended since is told by the procedure.
insert into matter(id, kind, application_id, subject_id, since, state)
select gen_random_uuid(), 'RecognitionNotice', application_id, application_id, coalesce(decided_at, prepared_at), 'Waiting'
from determination where state = 'Proposed' and application is not null;
