-- From Alliance.Workflows.Schema.010_append_only.sql
-- The journal is as much a record as the audit.
comment on table journal is 'append-only';
