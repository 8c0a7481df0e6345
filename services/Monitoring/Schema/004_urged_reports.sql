-- When a lead unit was last asked to file the report that it missed; once a day is enough.
alter table compliance_case add column urged_on date;
