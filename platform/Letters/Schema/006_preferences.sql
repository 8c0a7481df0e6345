-- What somebody wants by e-mail, and how: at once unless they said otherwise. Instruments are always mailed.
create table letter_preference(
  account text not null,
  service text not null,
  delivery text not null check (delivery in ('AtOnce', 'Digest', 'InboxOnly')),
  primary key (account, service));
alter table letter_address add column digest_hour int not null default 8 check (digest_hour between 0 and 23);

-- A letter that waits for its reader's next daily digest, and then the mail it went out with: it is taken into one, whatever restarts.
alter table letter_mail add column digest boolean not null default false;
create table letter_digest_item(
  account text not null,
  letter_id uuid not null references letter(id),
  added_at timestamptz not null,
  mail_id uuid references letter_mail(id) on delete cascade,
  primary key (account, letter_id));
create index letter_digest_item_waiting on letter_digest_item(account, added_at) where mail_id is null;
create index letter_digest_item_mail on letter_digest_item(mail_id) where mail_id is not null;
create index letter_digest_item_letter on letter_digest_item(letter_id);

-- The address of somebody's calendar is a secret: only its hash is kept. What it shows is what they could see when they made it.
create table own_calendar(
  account text primary key,
  audience text[] not null,
  token_sha256 bytea not null unique,
  created_at timestamptz not null);
