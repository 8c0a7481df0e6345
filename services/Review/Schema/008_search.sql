-- The list is searched in one column, which is made of the names when they change and not at every search.
alter table review add column search text generated always as (search_words(
  application->>'allianceName', application->'leadUnit'->>'name', application->>'receiptNumber')) stored;
alter table expert add column search text generated always as (search_words(name, institution, field, account)) stored;
