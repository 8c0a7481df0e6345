-- What the later steps found, as the other services announced it: past outcomes on which a draft policy is tried.
create table review_outcomes(
  application_id uuid primary key,
  experts int not null,
  average_score numeric(5, 2) not null);
create table alliance_outcomes(
  alliance_id uuid primary key,
  -- Null while the announcement of the recognition is still on its way.
  application_id uuid unique,
  matching_fen bigint,
  assessment_score numeric(6, 2));
create index applications_decided on applications(submitted_at, id) where stage in ('Passed', 'Refused');
