-- From Alliance.Platform.Data.Schema.005_failed_mail.sql
-- What could not be sent is looked for by whoever looks after it.
create index letter_mail_failed on letter_mail(letter_id desc) where failure is not null and sent_at is null;
