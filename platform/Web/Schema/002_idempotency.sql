-- From Alliance.Platform.Data.Schema.002_idempotency.sql
-- A program that does not know whether its request arrived sends it again with the same key, and gets the first answer.
create table idempotency(
  account text not null,
  key text not null,
  request text not null,              -- method, address and hash of the body: one key stands for one request
  status int,                         -- null while the first one runs
  content_type text,
  body bytea,
  at timestamptz not null,
  primary key (account, key));
create index idempotency_at on idempotency(at);
