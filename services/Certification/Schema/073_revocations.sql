-- 撤销 (Art. 17): which case it came of, since when it holds, and until when the plaque has to come back.
alter table alliance add column revocation_case_id uuid, add column revoked_from date, add column plaque_due_on date;
alter table remedy drop constraint remedy_step_check;
alter table remedy add constraint remedy_step_check
  check (step in ('FormalReview', 'Correction', 'Determination', 'ObjectionHandling', 'Cancelled', 'Revoked'));
