-- Alliances of the measures of 2013 (Art. 19) come from a workbook: what was read waits here, and nothing of it is in the register before
-- somebody confirms it.
create table legacy_import(
  id uuid primary key,
  file_name text not null,
  entries jsonb not null,
  uploaded_at timestamptz not null,
  uploaded_by text not null,
  uploaded_by_name text not null,
  confirmed_at timestamptz,
  confirmed_by_name text,
  entered int,
  check ((confirmed_at is null) = (entered is null)));
create index legacy_import_uploaded on legacy_import(uploaded_at, id);

alter table alliance add column operation_begun_on date;
-- One document of 2013 recognised several alliances.
alter table alliance drop constraint if exists alliance_document_number_key;
