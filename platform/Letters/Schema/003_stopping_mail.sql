-- From Alliance.Platform.Data.Schema.009_mail.sql
-- Beside each letter in an inbox stands what became of its e-mail; without this the whole table was read for every letter.
create index letter_mail_letter on letter_mail(letter_id);

-- Whoever reads a mail can stop them with the link in it, without signing in: the key is known to nobody else. A new address has a new key.
alter table letter_address add stop_key uuid not null default gen_random_uuid() unique;
