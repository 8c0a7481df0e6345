-- 申报通知 in preparation: seen by officers only; publishing it makes the call and takes this away.
create table call_drafts(
  id uuid primary key,
  year int not null,
  title text not null,
  body text not null,
  opens_at timestamptz,
  closes_at timestamptz,
  saved_at timestamptz not null,
  saved_by_name text not null);

-- 更正说明: what was changed in a published call and why; as public as the call itself (Art. 9).
create table call_notes(
  call_id uuid not null references calls(id),
  number int not null,
  note text not null,
  changes jsonb not null,
  published_at timestamptz not null,
  published_by text not null,
  primary key (call_id, number));
