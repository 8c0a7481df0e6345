-- Who is a member of which recognised alliance (Art. 10, 15): an expert whose institution works with the applying lead unit in one of them
-- is looked at before they are appointed.
create table living_alliance(
  alliance_id uuid primary key,
  name text not null default '',
  members jsonb not null default '[]',
  ended boolean not null default false);
create index living_alliance_members on living_alliance using gin (members jsonb_path_ops);
