-- A calendar that was published after the notice gives it a later end; what stood there first stays readable, and which calendar it was.
alter table notice add first_closes_at timestamptz, add extended_by text,
  add check (first_closes_at < closes_at), add check ((first_closes_at is null) = (extended_by is null));
