-- The pieces of a name carry the month now (Core's 004): of a case, that of its last step.
drop index case_search_words;
create or replace function case_is_found() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or new.name <> old.name or new.data->'application' is distinct from old.data->'application'
    or search_month(new.updated_at) <> search_month(old.updated_at) then
    insert into case_search(case_id, kind, search, moved_at) values (new.id, new.kind, case_words(new.name, new.data), new.updated_at)
    on conflict (case_id, kind) do update set search = excluded.search, moved_at = excluded.moved_at;
  end if;
  return null;
end $$;
update case_search s set moved_at = c.updated_at from process_case c where c.id = s.case_id and c.kind = s.kind
  and search_month(c.updated_at) <> search_month(s.moved_at);
create index case_search_words on case_search using gin (search_pieces(search, moved_at, 1, 2, 6));
