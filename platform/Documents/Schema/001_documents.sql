-- From Alliance.Platform.Data.Schema.001_floor.sql
-- Files of cases, in pieces.
create table document(
  id uuid primary key,
  case_id uuid not null,
  kind text not null,
  title text not null,
  file_name text not null,
  content_type text not null,
  size bigint not null,
  sha256 bytea not null,
  stored_at timestamptz not null,
  stored_by text not null);
create index document_case on document(case_id, stored_at);

create table document_chunk(
  document_id uuid not null references document(id) on delete cascade,
  number int not null,
  body bytea not null,
  primary key (document_id, number));
-- Attachments are PDF, images and Office files: compressed already.
alter table document_chunk alter column body set storage external;
