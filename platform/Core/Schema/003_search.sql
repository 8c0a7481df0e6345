-- From Alliance.Platform.Data.Schema.007_search.sql
-- People search by characters anywhere in a name, Chinese ones by one or two. An index over pieces of the text serves that: pg_trgm needs
-- three characters and a database whose locale knows Chinese letters. Pieces of six tell numbers apart that share every pair of digits.
-- Each piece carries the quarter in which its row stands in the list, so that a page of the list costs what some quarters hold, however
-- many names of all years have the word.
create function search_quarter(at timestamptz) returns text language sql immutable strict parallel safe as $$
  select (extract(year from at at time zone 'UTC') * 10 + extract(quarter from at at time zone 'UTC'))::int::text
$$;

-- The cost says what cutting costs beside comparing: without it the planner cuts every row of a list rather than ask the index.
create function search_pieces(what text, at timestamptz, variadic sizes int[]) returns text[]
  language sql immutable strict parallel safe cost 1000 as $$
  select coalesce(array_agg(distinct quarter || substr(what, i, size)), '{}')
  from search_quarter(at) quarter, unnest(sizes) size, generate_series(1, length(what) - size + 1) i
$$;
