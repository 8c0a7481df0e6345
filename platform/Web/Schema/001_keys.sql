-- From Alliance.Platform.Data.Schema.001_floor.sql
-- Keys by which every replica reads what another one protected.
create table data_protection_key(
  name text primary key,
  xml text not null,
  created_at timestamptz not null default now());
