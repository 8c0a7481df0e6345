-- 退回评审: the bureau asks the experts once more, once an application. What the first round said stays beside what the second one says.
alter table determination drop constraint determination_state_check;
alter table determination add constraint determination_state_check check (state in
  ('Determination', 'Returned', 'Proposed', 'PublicNotice', 'Recognised', 'Declined', 'Refused', 'Closed'));
alter table determination
  add column returned_at timestamptz,
  add column returned_by text,
  add column returned_why text,
  add column former_panel jsonb,
  add check ((returned_at is null) = (returned_why is null)),
  add check (state <> 'Returned' or returned_at is not null);
