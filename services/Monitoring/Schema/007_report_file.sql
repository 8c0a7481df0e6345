-- 附件 of a report: of the draft until it is filed, of the version then.
create table report_file(
  document_id uuid primary key,
  alliance_id uuid not null references alliance(id),
  year int not null,
  title text not null,
  file_name text not null,
  version int, -- in which version it was filed first; null while it belongs to the draft
  added_at timestamptz not null,
  added_by text not null,
  removed_at timestamptz);
create index report_file_report on report_file(alliance_id, year);
