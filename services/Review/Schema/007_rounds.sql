-- A review that the bureau returned is in its second round: the same panel scores anew. What the first round found is kept as it was.
alter table review
  add column round int not null default 1 check (round in (1, 2)),
  add column round_opened_at timestamptz,
  add column returned_why text,
  add check ((round = 1) = (returned_why is null)),
  add check ((round = 1) = (round_opened_at is null));
create table former_round(
  application_id uuid not null references review(application_id),
  round int not null,
  average_score numeric(5, 2) not null,
  recommended boolean not null,
  opinion text not null,
  concluded_at timestamptz not null,
  -- Each sheet with the name of who wrote it, in the order of the panel of then.
  sheets jsonb not null,
  primary key (application_id, round));
