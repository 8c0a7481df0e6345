-- 考核 in two hands (Art. 14): an assessor proposes, the lead unit states what it has to say until a day, another person confirms or
-- returns. What was proposed and stated before stays on file.
alter table assessment add column grade text;
update assessment set grade = case when passed then '合格' else '不合格' end where passed is not null;

create table assessment_proposal(
  assessment_id uuid not null references assessment(id),
  number int not null,
  body jsonb not null, -- knock-outs, lines with their scores, result, opinion and reason
  proposed_at timestamptz not null,
  proposed_by text not null,
  proposed_by_name text not null,
  statement_due_on date, -- until when the lead unit states; null where the policy asks for no statement
  statement text,
  statement_document_id uuid,
  statement_file_name text,
  stated_at timestamptz,
  stated_by_name text,
  over_told_at timestamptz, -- when the second person was told that the statement is there, or its time over
  returned_why text,
  returned_at timestamptz,
  returned_by_name text,
  primary key (assessment_id, number));
create unique index assessment_proposal_standing on assessment_proposal(assessment_id) where returned_at is null;

-- 现场考察: a visit with its minutes; as many as an assessor finds useful.
create table assessment_visit(
  id uuid primary key,
  assessment_id uuid not null references assessment(id),
  visited_on date not null,
  participants text not null,
  findings text not null,
  document_id uuid not null,
  file_name text not null,
  recorded_at timestamptz not null,
  recorded_by_name text not null);
create index assessment_visit_of on assessment_visit(assessment_id);

-- What each member unit but the lead says by itself before an assessment; the lead unit never sees it.
create table questionnaire(
  assessment_id uuid not null references assessment(id),
  unit_credit_code text not null,
  unit_name text not null,
  asked_at timestamptz not null,
  due_on date not null,
  reminded_at timestamptz,
  answers jsonb,
  answered_at timestamptz,
  answered_by text,
  answered_by_name text,
  primary key (assessment_id, unit_credit_code));
create index questionnaire_unit on questionnaire(unit_credit_code) where answered_at is null;
