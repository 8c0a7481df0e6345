-- From Alliance.Platform.Data.Schema.003_letters.sql
-- Letters to people: what somebody has to know, in their inbox and, where they gave an address, by e-mail.
create table letter(
  id uuid primary key,
  case_id uuid not null,
  -- Whom it is for: 'unit:' and a credit code, or 'account:' and an account.
  audience text not null,
  -- The Chinese text is the key of its translation; the values stand beside it.
  title text not null,
  body text not null,
  arguments jsonb not null,
  link text not null,
  article text,
  sent_at timestamptz not null);
create index letter_audience on letter(audience, sent_at desc, id desc);

create table letter_read(
  letter_id uuid not null references letter(id),
  account text not null,
  read_at timestamptz not null,
  primary key (letter_id, account));

-- Where somebody wants to be written to; nobody has to.
create table letter_address(
  account text primary key,
  audience text[] not null,
  address text not null,
  set_at timestamptz not null);

-- An e-mail on its way. It stays when it was sent: what was written to whom is on record.
create table letter_mail(
  id uuid primary key,
  letter_id uuid not null references letter(id),
  account text not null,
  address text not null,
  attempts int not null default 0,
  next_at timestamptz,                -- null when it was sent, or given up
  sent_at timestamptz,
  failure text);
create index letter_mail_next on letter_mail(next_at) where next_at is not null;
