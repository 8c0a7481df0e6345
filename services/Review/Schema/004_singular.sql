-- A table has the name of one of its rows, as everywhere else.
alter table named_people rename to named_person;
