-- 推荐单位 (Art. 18): a district's science bureau or an association, with the area from which its rights follow.
create table recommending_body(
  id uuid primary key,
  credit_code text not null unique,
  name text not null,
  kind text not null check (kind in ('District', 'Association')),
  districts text[] not null default '{}',
  industries text[] not null default '{}',
  members text[] not null default '{}', -- credit codes of units
  entered_at timestamptz not null,
  ended_at timestamptz);

alter table application
  -- Whom the lead unit asks to recommend it, or who follows from its district.
  add column recommender_id uuid references recommending_body(id),
  -- As the policy of its call said when it was submitted.
  add column recommendation_required boolean not null default false;
create index application_recommender on application(recommender_id, stage) where recommender_id is not null;
create index application_district on application(district, stage) where stage <> 'Draft';

-- Until when recommendations are expected; null where the call says none.
alter table call add column recommend_until timestamptz;
alter table call_draft add column recommend_until timestamptz;

-- What a body said of an application: one stands at a time, and what was withdrawn is kept.
create table recommendation(
  id uuid primary key,
  application_id uuid not null references application(id),
  body_id uuid not null references recommending_body(id),
  body_name text not null,
  submission int not null, -- of which submission it speaks
  recommended boolean not null,
  opinion text not null,
  document_id uuid not null, -- 推荐函
  file_name text not null,
  given_at timestamptz not null,
  given_by text not null,
  given_by_name text not null,
  withdrawn_at timestamptz,
  withdrawn_why text);
create unique index recommendation_standing on recommendation(application_id, body_id) where withdrawn_at is null;
create index recommendation_body on recommendation(body_id, given_at desc);
