-- From Alliance.Platform.Data.Schema.006_uploads.sql
-- A file is on its way (Arriving), waits for the malware scanner (Quarantined), can be read (Stored), or was found infected and lost its
-- bytes (Infected).
alter table document
  add column state text not null default 'Stored' check (state in ('Arriving', 'Quarantined', 'Stored', 'Infected')),
  -- What the scanner found.
  add column finding text;
create index document_unsettled on document(state, stored_at) where state <> 'Stored';

-- How much of an arriving file is there; gone when all of it is.
create table upload(
  document_id uuid primary key references document(id) on delete cascade,
  received bigint not null default 0,
  -- By what a browser knows the same file again after a break.
  fingerprint text not null,
  touched_at timestamptz not null);
create index upload_touched on upload(touched_at);
