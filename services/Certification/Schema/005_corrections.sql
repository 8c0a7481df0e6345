-- From Alliance.Certification.Schema.004_corrections.sql
-- What a reissued notice corrects, field by field; the words of the bureau stand beside it.
alter table notice add column corrections jsonb;
