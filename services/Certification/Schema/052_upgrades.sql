-- 推荐升级 (Art. 7, 12): recommended to a level of the policy, and what the superior decided. A level is asked for once, unless it was
-- declined.
create table upgrade(
  id uuid primary key,
  alliance_id uuid not null references alliance(id),
  level text not null,
  state text not null check (state in ('Recommended', 'Confirmed', 'Closed')),
  merits text not null,
  addressee text not null,
  recommended_at timestamptz not null,
  recommended_by text not null,
  superior_number text,
  superior_on date,
  document_id uuid,
  closed_why text,
  decided_at timestamptz,
  decided_by text,
  check ((state = 'Confirmed') = (superior_number is not null and superior_on is not null and document_id is not null)),
  check ((state = 'Closed') = (closed_why is not null)),
  check ((state = 'Recommended') = (decided_at is null)));
create unique index upgrade_level on upgrade(alliance_id, level) where state <> 'Closed';
create index upgrade_recommended_by_key on upgrade(recommended_at, id);
