-- 违规核查 that an officer opens for other reasons than a missed report: of no year.
alter table compliance_case
  add column kind text not null default 'MissedReport'
    check (kind in ('MissedReport', 'Contract', 'Money', 'Changes', 'Supervision', 'Other')),
  add column opened_by text,
  add column opened_by_name text,
  alter column year drop not null,
  add check ((year is null) = (kind <> 'MissedReport'));

-- When a lead unit was told that the day for its amendment had passed; anew each time the report is returned.
alter table annual_report add column amendment_overdue_told_at timestamptz;
