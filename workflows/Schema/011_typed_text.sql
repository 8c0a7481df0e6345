-- From Alliance.Workflows.Schema.010_typed_text.sql
-- A case is found as it is typed (Core's 005).
create or replace function case_words(name text, data jsonb) returns text language sql immutable parallel safe as $$
  select typed_text(concat_ws(' ', name, data->'application'->'leadUnit'->>'name', data->'application'->>'receiptNumber',
    (select string_agg(m->>'creditCode', ' ') from jsonb_array_elements(data->'application'->'members') m)))
$$;
update case_search set search = typed_text(search) where search <> typed_text(search);
