-- A search of cases that a person keeps under a name; whoever has its address sees it too.
create table saved_view(
  id uuid primary key,
  account text not null,
  owner_name text not null,
  name text not null,
  query text not null,
  saved_at timestamptz not null,
  unique (account, name));
