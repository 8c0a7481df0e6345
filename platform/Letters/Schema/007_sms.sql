-- A text message that tells of an instrument, to the telephone a form holds. The number is erased when it was sent or given up.
create table letter_text(
  id uuid primary key,
  letter_id uuid not null references letter(id),
  phone text,
  attempts int not null default 0,
  next_at timestamptz,                -- null when it was sent, or given up
  sent_at timestamptz,
  failure text);
create index letter_text_next on letter_text(next_at) where next_at is not null;
create index letter_text_letter on letter_text(letter_id);
