-- When a lead unit was last reminded of a correction that is due; once a day is enough.
alter table correction add column reminded_on date;
