-- 经费决算 of an alliance that dissolved after its grant was paid (Art. 12, 15): asked for with a day, and recorded when it came.
alter table guidance_grant
  add column final_account_asked_at timestamptz,
  add column final_account_due_on date,
  add column final_account_received_on date,
  add column final_account_spent_fen bigint check (final_account_spent_fen between 0 and grant_fen),
  add column final_account_remark text,
  add column final_account_by_name text,
  add check ((final_account_asked_at is null) = (final_account_due_on is null));
