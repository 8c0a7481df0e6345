-- 年度计划 and 政策文件 (Art. 7): what the bureau publishes of its own accord, with attachments. What was published wrongly is withdrawn with a
-- reason and stays named.
create table plan(
  id uuid primary key,
  kind text not null check (kind in ('Plan', 'Policy')),
  year int not null,
  title text not null,
  document_number text,
  body text not null,
  published_on date not null,
  published_at timestamptz not null,
  published_by text not null,
  published_by_name text not null,
  withdrawn_at timestamptz,
  withdrawn_why text,
  check ((withdrawn_at is null) = (withdrawn_why is null)));
create index plan_published on plan(published_at, id);
