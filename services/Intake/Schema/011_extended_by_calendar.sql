-- From Alliance.Intake.Schema.010_extended_by_calendar.sql
-- A calendar that was published later gives a running correction a later end; what was told first stays readable, and which calendar it
-- was.
alter table corrections add column first_due_at timestamptz, add column extended_by text;
