-- Registers of an alliance that go on living: results (Art. 16), platforms, instruments, investors, international cooperation (Art. 5),
-- standards, projects, major issues (Art. 6). One shape; what a kind has besides stands in details, by the kind's own fields.
-- What the application named may arrive before the alliance does, so the key of the alliance is not checked.
create table register_entry(
  id uuid primary key,
  alliance_id uuid not null,
  kind text not null check (kind in ('Result', 'Standard', 'Project', 'Platform', 'Equipment', 'Investor', 'Cooperation', 'Issue')),
  title text not null,
  number text,
  number_key text, -- the number without what people write differently
  owner_credit_code text,
  owner_name text,
  starts_on date,
  ends_on date,
  amount_fen bigint,
  details jsonb not null default '{}',
  source text not null check (source in ('Application', 'LeadUnit')),
  version int not null default 1,
  entered_at timestamptz not null,
  changed_at timestamptz not null,
  removed_at timestamptz,
  removed_why text,
  counted_year int generated always as (extract(year from starts_on)::int) stored);
create unique index register_entry_number on register_entry(alliance_id, kind, number_key)
  where number_key is not null and removed_at is null;
create index register_entry_alliance on register_entry(alliance_id, kind) where removed_at is null;
create index register_entry_changed on register_entry(changed_at, id);

create table register_entry_version(
  entry_id uuid not null references register_entry(id),
  version int not null,
  body jsonb not null,
  at timestamptz not null,
  by_account text not null,
  by_name text not null,
  primary key (entry_id, version));
