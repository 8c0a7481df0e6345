-- A notice whose content was materially wrong is taken off and stands anew, with a period of its own (Art. 11).
alter table notice add column replaces_id uuid unique references notice(id);
alter table notice add column correction text;
-- What the notice announced, kept when the application on file was corrected after it.
alter table notice add column announced jsonb;
alter table notice add check ((replaces_id is null) = (correction is null));
alter table notice drop constraint notice_outcome_check;
alter table notice add constraint notice_outcome_check
  check (outcome in ('Recognised', 'Refused', 'Withdrawn', 'Cancelled', 'Kept', 'Reissued'));
