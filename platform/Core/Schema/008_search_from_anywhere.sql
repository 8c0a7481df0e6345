-- pg_dump and pg_restore work without a search path: inside a function that an index is made of every name has its schema, or neither a
-- backup nor a restore comes to its end.
create or replace function search_pieces(what text, at timestamptz, variadic sizes int[]) returns text[]
  language sql immutable strict parallel safe cost 1000 as $$
  select coalesce(array_agg(distinct case when size < 6 then month else quarter end || substr(what, i, size)), '{}')
  from public.search_month(at) month, public.search_quarter(at) quarter, unnest(sizes) size, generate_series(1, length(what) - size + 1) i
$$;
