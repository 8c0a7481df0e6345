-- Whom an application names (Art. 10): an expert of that name is looked at before they are appointed. The last word counts.
create table named_people(
  application_id uuid primary key,
  people jsonb not null,
  named_at timestamptz not null);
-- Why somebody was appointed although related to the application or to another expert.
alter table panel_member add column related_why text;
