-- 考核专家组 (Art. 14): experts who were heard on an assessment before its result is proposed, each with a score or an opinion, and the
-- minutes of their meeting. None is needed unless the policy says how many.
create table assessment_panel(
  id uuid primary key,
  assessment_id uuid not null references assessment(id),
  met_on date not null,
  experts jsonb not null, -- name, unit, title, score, opinion
  opinion text not null,
  document_id uuid not null,
  file_name text not null,
  recorded_at timestamptz not null,
  recorded_by_name text not null);
create index assessment_panel_of on assessment_panel(assessment_id);
