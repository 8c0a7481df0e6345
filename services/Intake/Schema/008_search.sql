-- The call's year stands with its applications, so that a year's list is read in its order; a published call keeps its year.
alter table applications add column year int;
update applications a set year = c.year from calls c where c.id = a.call_id;
alter table applications alter column year set not null;
create index applications_year on applications(year, arrived_at desc, id desc);

-- The bureau's list is searched by quarter of arrival; drafts are in nobody's list but their unit's, which is short.
drop index applications_search;
drop function bigrams(text);
create index applications_words on applications using gin (search_pieces(search, arrived_at, 1, 2, 6)) where stage <> 'Draft';

-- Lists read many rows and no form: the form stands beside the row, not in it.
alter table applications set (toast_tuple_target = 1024);
alter table applications alter column search set storage main;
