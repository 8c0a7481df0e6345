-- 附件 of whatever is written or kept here, in one place: of a report, of the filing of a change, of a revocation case.
create table attachment(
  document_id uuid primary key,
  about uuid not null, -- the alliance of a report, the filing, the case
  year int, -- of a report
  kind text not null check (kind in ('Report', 'Change', 'Evidence', 'Statement', 'Minutes', 'LegalReview')),
  title text not null,
  file_name text not null,
  version int, -- in which version, or with which statement, it was handed in first; null for what is no part of one, and in a draft
  added_at timestamptz not null,
  added_by text not null,
  added_by_name text not null,
  removed_at timestamptz);
create index attachment_about on attachment(about, year);
insert into attachment(document_id, about, year, kind, title, file_name, version, added_at, added_by, added_by_name, removed_at)
select document_id, alliance_id, year, 'Report', title, file_name, version, added_at, added_by, '', removed_at from report_file
union all
select document_id, filing_id, null, 'Change', title, file_name, version, added_at, added_by, '', removed_at from change_file
union all
select document_id, case_id, null, kind, title, file_name, number, added_at, added_by, added_by_name, removed_at from revocation_file;
drop table report_file, change_file, revocation_file;
