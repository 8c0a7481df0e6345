-- 形式审查 (Art. 10): who works on an application, and until when the office wants to have decided.
alter table applications
  add column assigned_to text,
  add column assigned_to_name text,
  add column assigned_at timestamptz,
  add column review_due_at timestamptz,
  -- By counting alone; the only one there is while the calendar of a needed year is not published.
  add column review_nominal_due_on date;
create index applications_queue on applications(assigned_to, arrived_at, id) where stage = 'FormalReview';
create index applications_due on applications(review_due_at) where stage = 'FormalReview';

-- 受理人员: everybody who has worked here as one; who they are the authority says, this is whom work can be given to.
create table officers(
  account text primary key,
  name text not null,
  met_at timestamptz not null);

-- 回避: an officer keeps away from an application for good.
create table officer_recusals(
  application_id uuid not null references applications(id),
  account text not null,
  name text not null,
  why text not null,
  recused_at timestamptz not null,
  primary key (application_id, account));

-- By what applications of one year are known to be about the same: units, projects, rights.
create table filed_items(
  application_id uuid not null references applications(id),
  year int not null,
  kind text not null check (kind in ('unit', 'project', 'achievement')),
  key text not null,
  name text not null,
  primary key (application_id, kind, key));
create index filed_items_key on filed_items(year, kind, key);
