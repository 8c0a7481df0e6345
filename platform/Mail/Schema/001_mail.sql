-- E-mails to people without an account: an address and what is said to it. The address is erased as soon as the mail server took the mail
-- or it was given up; that it was sent, and when, stays.
create table mail(
  id uuid primary key,
  -- What it is about; never who.
  about uuid not null,
  address text,
  title text not null,
  body text not null,
  title_en text not null,
  body_en text not null,
  link text,
  -- Where its reader stops such mails, below the public address.
  stop text,
  written_at timestamptz not null,
  attempts int not null default 0,
  next_at timestamptz,                -- null when it was sent, or given up
  sent_at timestamptz,
  failure text);
create index mail_next on mail(next_at) where next_at is not null;
create index mail_about on mail(about, written_at);
