-- 动态管理 of each recognised alliance: cycles, contract, annual reports, compliance cases, assessments (Art. 14–17).

create table alliance(
  id uuid primary key,
  name text not null,
  lead_unit_name text not null,
  lead_unit_credit_code text not null,
  key_industry text not null,
  members jsonb not null,
  anchored_on date not null, -- date of the recognition document; every cycle is computed from it
  policy_version text not null,
  cycle int not null,
  closed_at timestamptz,
  closed_article text,
  closed_sentence text);
create index alliance_lead on alliance(lead_unit_credit_code, id);

create table operating_cycle(
  alliance_id uuid not null references alliance(id),
  cycle int not null check (cycle >= 1),
  starts_on date not null,
  ends_on date not null,
  started_at timestamptz not null,
  primary key (alliance_id, cycle));

-- 合同书: one per alliance, carried on from cycle to cycle.
create table contract(
  id uuid primary key,
  alliance_id uuid not null unique references alliance(id),
  set_at timestamptz,
  set_by_name text,
  signed_for_cycle int, -- the cycle for which the lead unit signed these targets; null while they are a draft
  signed_at timestamptz,
  signed_by_name text);

create table contract_target(
  contract_id uuid not null references contract(id),
  cycle int not null,
  position int not null,
  indicator_id text not null,
  name text not null,
  unit text not null,
  family text,
  baseline numeric,
  first_year numeric,
  second_year numeric,
  weight numeric not null check (weight > 0),
  primary key (contract_id, cycle, indicator_id));

-- 年度科技报告, once per year.
create table annual_report(
  id uuid primary key,
  alliance_id uuid not null references alliance(id),
  year int not null,
  body jsonb not null, -- the report as the lead unit filed it
  filed_at timestamptz not null,
  filed_by text not null,
  filed_by_name text not null,
  late boolean not null,
  due_on date not null,
  unique (alliance_id, year));

create table report_reminder(
  alliance_id uuid not null references alliance(id),
  year int not null,
  due_on date not null,
  reminded_at timestamptz not null,
  primary key (alliance_id, year, reminded_at));

create table missed_report(
  alliance_id uuid not null references alliance(id),
  year int not null,
  due_on date not null,
  recorded_at timestamptz not null,
  primary key (alliance_id, year));

-- 违规核查: an officer looks into a missed duty; it revokes nothing by itself (Art. 17).
create table compliance_case(
  id uuid primary key,
  alliance_id uuid not null references alliance(id),
  year int not null,
  article text not null,
  sentence text not null,
  state text not null check (state in ('Open', 'Remedied', 'Warned', 'Dismissed')),
  opened_at timestamptz not null,
  reasons text,
  closed_at timestamptz,
  closed_by text,
  closed_by_name text,
  unique (alliance_id, year));
create index compliance_case_state on compliance_case(state, id);

-- 考核. A cycle is assessed again only after an objection to the cancellation was upheld.
create table assessment(
  id uuid primary key,
  alliance_id uuid not null references alliance(id),
  cycle int not null,
  attempt int not null,
  opened_at timestamptz not null,
  passed boolean,
  score numeric,
  knockouts jsonb,
  scores jsonb, -- targets, actuals and scores as they stood when it was concluded
  opinion text,
  reason_article text,
  reason_sentence text,
  concluded_at timestamptz,
  concluded_by text,
  concluded_by_name text,
  unique (alliance_id, cycle, attempt));
create unique index assessment_open on assessment(alliance_id) where concluded_at is null;

-- Where the alliance's case is, as workflows last said; for the screens only.
create table operation_case(
  alliance_id uuid primary key,
  state text not null,
  next_deadline text,
  next_deadline_at timestamptz,
  as_of timestamptz not null);
