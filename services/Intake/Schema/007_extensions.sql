-- The last day to which the bureau extended a correction period (Art. 10, policy); due_at is what follows from it.
alter table corrections add column extended_to date;
