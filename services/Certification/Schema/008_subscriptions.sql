-- Who wants to hear by e-mail of notices and of the registry, without an account. It begins when whoever reads the mailbox confirms it with
-- the key in the first mail; the key ends it as well. What is not confirmed is erased after three days.
create table subscription(
  id uuid primary key,
  address text not null,
  notices boolean not null,
  registry boolean not null,
  -- 行政区划 of the lead unit's credit code, key industry, and credit code of a unit; null where it makes no difference.
  district text,
  industry text,
  unit text,
  key uuid not null unique default gen_random_uuid(),
  -- A hash of where it was asked for, until it is confirmed: nobody floods other people's mailboxes.
  asked_from bytea,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  check (notices or registry));
create index subscription_address on subscription(address);
create index subscription_confirmed on subscription(confirmed_at, id) where confirmed_at is not null;
create index subscription_waiting on subscription(created_at) where confirmed_at is null;
