-- A case is found by the first letters of its names, too (Core's 009).
create or replace function case_words(name text, data jsonb) returns text language sql immutable parallel safe as $$
  select concat_ws(E'\n', search_words(name, data->'application'->'leadUnit'->>'name'),
    typed_text(concat_ws(' ', data->'application'->>'receiptNumber',
      (select string_agg(m->>'creditCode', ' ') from jsonb_array_elements(data->'application'->'members') m))))
$$;
update case_search s set search = case_words(c.name, c.data) from process_case c where c.id = s.case_id and c.kind = s.kind;
