-- 双公示: what the policy counts as 行政许可 or 行政处罚 is reported to the credit information platform until the seventh working day after the
-- decision. A row for each line of a signed instrument that counts; what only people know is completed by an officer, and the platform's
-- receipt is kept.
create table credit_report(
  id uuid primary key,
  matter_id uuid not null unique references matter(id),
  instrument_id uuid not null references instrument(id),
  form text not null check (form in ('License', 'Penalty')),
  category text not null,
  decided_on date not null,
  due_on date not null,
  legal_person text,
  content text not null,
  facts text,
  basis text,
  valid_from date,
  valid_to date,
  note text,
  completed_at timestamptz,
  completed_by_name text,
  reported_on date,
  receipt_number text,
  receipt_id uuid,
  recorded_at timestamptz,
  recorded_by_name text,
  overdue_told_at timestamptz,
  check ((reported_on is null) = (receipt_number is null)),
  check ((reported_on is null) = (receipt_id is null)),
  check ((reported_on is null) = (recorded_at is null)));
create index credit_report_due on credit_report(due_on, id);
create index credit_report_waiting on credit_report(due_on) where reported_on is null;
