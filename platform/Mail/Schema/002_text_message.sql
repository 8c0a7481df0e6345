-- Text messages to people without an account: what is said to a number. Both are erased as soon as the gateway took them or gave them up;
-- that it was sent, and when, stays.
create table text_message(
  id uuid primary key,
  -- What it is about; never who.
  about uuid not null,
  phone text,
  said text,
  written_at timestamptz not null,
  attempts int not null default 0,
  next_at timestamptz,                -- null when it was sent, or given up
  sent_at timestamptz,
  failure text);
create index text_message_next on text_message(next_at) where next_at is not null;
create index text_message_about on text_message(about, written_at);
