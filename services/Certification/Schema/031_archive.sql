-- 归档: a case that was closed for the archive, with its class and for how long it is kept; and its hand-over, with what the list of the
-- package said, so that whoever holds the package later can be compared with it.
create table case_archive(
  application_id uuid primary key references determination(application_id),
  class_mark text not null,
  retention text not null check (retention in ('Permanent', 'ThirtyYears', 'TenYears')),
  closed_at timestamptz not null,
  closed_by text not null,
  -- manifest.sha256 of the package that was handed over, and its own hash.
  manifest text,
  manifest_sha256 text,
  handed_over_on date,
  receiver text,
  receipt_number text,
  recorded_at timestamptz,
  recorded_by text,
  check ((manifest is null) = (handed_over_on is null)));
create index case_archive_closed on case_archive(closed_at, application_id);
