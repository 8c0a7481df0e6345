-- A parked form belongs to the person whose session ended and to the browser it came from; those parked before belong to nobody who could
-- prove it.
delete from parked_form;
alter table parked_form add column subject text not null;
alter table parked_form add column browser bytea not null;  -- SHA-256 of the cookie
create index parked_form_subject on parked_form(subject, expires_at desc);
