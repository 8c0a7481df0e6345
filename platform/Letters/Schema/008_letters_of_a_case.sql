-- The letters of a case are looked for by its key.
create index letter_case on letter(case_id, sent_at desc, id desc);
