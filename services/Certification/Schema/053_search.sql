-- Lists are searched in one column, which is made of the names when they change and not at every search.
alter table determination add column search text generated always as (search_words(
  application->>'allianceName', application->'leadUnit'->>'name', application->>'receiptNumber')) stored;

create function members_words(application jsonb) returns text language sql immutable parallel safe as $$
  select string_agg(public.search_words(m->>'name', m->>'creditCode'), E'\n') from jsonb_array_elements(application->'members') m
$$;
alter table alliance add column search text generated always as (
  search_words(name, application->'leadUnit'->>'name', document_number, certificate_number, plaque_number) || E'\n'
  || coalesce(members_words(application), '')) stored;
