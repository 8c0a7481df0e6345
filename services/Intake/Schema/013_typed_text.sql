-- From Alliance.Intake.Schema.010_typed_text.sql
-- What was searchable is searched for as it is typed now (Core's 005).
update applications set search = typed_text(search) where search <> typed_text(search);
