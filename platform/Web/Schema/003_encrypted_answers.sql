-- From Alliance.Platform.Data.Schema.009_idempotency.sql
-- Whoever reads this table reads no answer: keys are hashed, and what they answered is encrypted under the key the caller alone has.
delete from idempotency;
alter table idempotency add column headers jsonb;
