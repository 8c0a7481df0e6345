-- Expert review (Art. 10): who may be asked, who was asked, and what each of them said.

create table expert(
  account text primary key,
  name text not null,
  institution text not null,
  institution_credit_code text not null,
  field text not null,
  added_at timestamptz not null,
  added_by text not null);

-- A review without an application is the mark of one that was withdrawn before it was opened.
create table review(
  application_id uuid primary key,
  application jsonb,
  state text not null check (state in ('AwaitingPanel', 'Scoring', 'AwaitingOpinion', 'Concluded', 'Closed')),
  opened_at timestamptz not null,
  average_score numeric(5, 2),
  recommended boolean,
  opinion text,
  concluded_at timestamptz,
  closed_at timestamptz,
  closed_why text);
create index review_opened on review(opened_at desc, application_id) where application is not null;

-- Name and institution as they were when the expert was asked: the pool may change, a panel does not.
create table panel_member(
  application_id uuid not null references review(application_id),
  account text not null references expert(account),
  name text not null,
  institution text not null,
  is_leader boolean not null,
  appointed_at timestamptz not null,
  recusal text check (recusal in ('None', 'Conflict')),
  recusal_statement text,
  recusal_at timestamptz,
  replaced_by text,
  replaced_why text,
  replaced_at timestamptz,
  primary key (application_id, account));
create unique index panel_leader on panel_member(application_id) where is_leader and replaced_at is null;
create index panel_account on panel_member(account) where replaced_at is null;

create table score_sheet(
  application_id uuid not null,
  account text not null,
  conformity jsonb not null,
  scores jsonb not null,
  total int not null check (total between 0 and 100),
  recommend boolean not null,
  opinion text not null,
  confirmed_at timestamptz not null,
  primary key (application_id, account),
  foreign key (application_id, account) references panel_member(application_id, account));
