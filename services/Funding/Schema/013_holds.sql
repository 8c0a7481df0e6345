-- 暂停拨付: while a revocation case runs nothing is paid (Art. 12, 17). It may come before the grant is opened.
create table funding_hold(
  revocation_case_id uuid primary key,
  alliance_id uuid not null,
  why text not null,
  held_at timestamptz not null,
  released_at timestamptz,
  release_why text);
create index funding_hold_alliance on funding_hold(alliance_id) where released_at is null;

-- What left although it was on hold, because the treasury had been asked before.
alter table guidance_grant add column paid_on_hold boolean not null default false;
