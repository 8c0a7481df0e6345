-- From Alliance.Platform.Data.Schema.011_append_only.sql
-- What a table says here, the runtime role may not do (Migrations grants by it): change or remove a row, or only remove it.
comment on table audit is 'append-only';
comment on table calendar_notice is 'append-only';
