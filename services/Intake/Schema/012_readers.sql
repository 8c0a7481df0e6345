-- From Alliance.Intake.Schema.010_readers.sql
-- Who may read an application follows the offices it has reached, and the seats of its panel while they last.
-- 0 formal review, 1 expert review, 2 determination, 3 recognition; it never goes back.
alter table applications add column reached int not null default 0;
create function pg_temp.reached(state text) returns int language sql as $$
  select case state when 'ExpertReview' then 1 when 'Determination' then 2 when 'PublicNotice' then 2 when 'ObjectionHandling'
    then 2 when 'Certification' then 3 when 'Recognised' then 3 else 0 end
$$;
-- The state of a case that has ended does not tell how far it came; what was heard of it on the way does.
update applications a set reached = greatest(case when a.stage = 'Passed' then 1 else 0 end, pg_temp.reached(a.case_state), coalesce((
  select max(pg_temp.reached(e.details::jsonb->>'to')) from audit e
    where e.case_id = a.id and e.what in ('FollowCase', 'FollowCaseIgnored')), 0))
where a.stage <> 'Draft';
-- As Review announces them: a seat that was left is not taken again.
create table panel_seats(
  application_id uuid not null,
  account text not null,
  taken_at timestamptz,
  left_at timestamptz,
  primary key (application_id, account));
