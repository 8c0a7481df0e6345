-- A case is searched where it stands in the list: by the quarter of its last step.
drop index case_search_words;
drop function bigrams(text);
alter table case_search add column moved_at timestamptz;

-- Full-width letters and signs are found as half-width ones.
create or replace function case_words(name text, data jsonb) returns text language sql immutable parallel safe as $$
  select lower(normalize(concat_ws(' ', name, data->'application'->'leadUnit'->>'name', data->'application'->>'receiptNumber',
    (select string_agg(m->>'creditCode', ' ') from jsonb_array_elements(data->'application'->'members') m)), NFKC))
$$;

update case_search s set moved_at = c.updated_at, search = case_words(c.name, c.data) from process_case c
  where c.id = s.case_id and c.kind = s.kind;
alter table case_search alter column moved_at set not null;

create or replace function case_is_found() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or new.name <> old.name or new.data->'application' is distinct from old.data->'application'
    or search_quarter(new.updated_at) <> search_quarter(old.updated_at) then
    insert into case_search(case_id, kind, search, moved_at) values (new.id, new.kind, case_words(new.name, new.data), new.updated_at)
    on conflict (case_id, kind) do update set search = excluded.search, moved_at = excluded.moved_at;
  end if;
  return null;
end $$;

create index case_search_words on case_search using gin (search_pieces(search, moved_at, 1, 2, 6));
