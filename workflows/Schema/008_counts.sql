-- Since when the case in the middle is in its state; reckoned when steps are added to the tallies. Looking it up would walk through half of
-- the cases under way.
create table state_median(
  kind text not null,
  state text not null,
  since timestamptz,
  reckoned_at timestamptz not null,
  primary key (kind, state));
insert into state_median(kind, state, since, reckoned_at)
  select kind, state, percentile_disc(.5) within group (order by entered_at), statement_timestamp() from process_case group by kind, state;

-- Hardly any case is held; the planner would think nearly all are, and read them all.
create statistics process_case_held on (data->>'pausedAt') from process_case;

-- Cases under way are a small part of all and are rewritten at every step: cleaning must not wait until a fifth of all cases has moved.
alter table process_case
  set (autovacuum_vacuum_scale_factor = 0.005, autovacuum_vacuum_insert_scale_factor = 0.005, autovacuum_analyze_scale_factor = 0.005);
alter table deadline
  set (autovacuum_vacuum_scale_factor = 0.005, autovacuum_vacuum_insert_scale_factor = 0.005, autovacuum_analyze_scale_factor = 0.005);
