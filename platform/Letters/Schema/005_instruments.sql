-- Which service's step a letter tells of, and what it says where it is an instrument (文书), from whose service periods run.
alter table letter add column service text not null default 'intake', add column instrument jsonb;
update letter set service = split_part(link, '/', 2) where split_part(link, '/', 2) in ('review', 'certification', 'funding', 'monitoring');
update letter set service = 'certification' where link like '/notices/%' or link like '/verify/%' or link like '/portal%';
-- The letters of a case, for the office that has to prove that they arrived.
create index letter_case on letter(case_id, sent_at desc, id desc);
-- Read because somebody marked all as read, without opening it.
alter table letter_read add column marked boolean not null default false;
