-- A query of a list that a person keeps under a name. It is the question, never its answer: whoever opens it sees what they may see. A view
-- that is shared is seen by those who hold one of the offices its owner held.
create table list_view(
  id uuid primary key,
  list text not null check (length(list) <= 40),
  account text not null,
  owner_name text not null,
  name text not null check (length(name) between 1 and 30),
  query text not null check (length(query) <= 1000),
  offices text[] not null default '{}',
  saved_at timestamptz not null,
  unique (list, account, name));
