-- From Alliance.Platform.Data.Schema.008_search_months.sql
-- Short pieces are in many rows: they carry the month, so that a page of the list costs what some months hold. Long ones are rare: looking
-- for them by quarter takes fewer looks. Indexes over the pieces are made anew by the services that have them.
create function search_month(at timestamptz) returns text language sql immutable strict parallel safe as $$
  select (extract(year from at at time zone 'UTC') * 100 + extract(month from at at time zone 'UTC'))::int::text
$$;

create or replace function search_pieces(what text, at timestamptz, variadic sizes int[]) returns text[]
  language sql immutable strict parallel safe cost 1000 as $$
  select coalesce(array_agg(distinct case when size < 6 then month else quarter end || substr(what, i, size)), '{}')
  from search_month(at) month, search_quarter(at) quarter, unnest(sizes) size, generate_series(1, length(what) - size + 1) i
$$;
