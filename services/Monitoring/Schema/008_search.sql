-- Lists are searched in one column, which is made of the names when they change and not at every search.
alter table alliance add column search text generated always as (search_words(name, lead_unit_name, lead_unit_credit_code)) stored;
