-- People search by characters anywhere in a name, Chinese ones by one or two. An index over pieces of the text serves that: pg_trgm needs three
-- characters and a database whose locale knows Chinese letters. Pieces of six tell numbers apart that share every pair of digits.
-- Each piece carries the year in which its row stands in the list, so that a page of the list costs what one year holds, whatever a word's frequency in all of them.
-- The cost says what cutting costs beside comparing: without it the planner cuts every row of a list rather than ask the index.
create function search_pieces(what text, at timestamptz, variadic sizes int[]) returns text[] language sql immutable strict parallel safe cost 1000 as $$
  select coalesce(array_agg(distinct year || substr(what, i, size)), '{}')
  from (select extract(year from at at time zone 'UTC')::text as year) y, unnest(sizes) size, generate_series(1, length(what) - size + 1) i
$$;

-- Pieces that a row must have which holds these words: as long ones as the index has, of which half overlapping ones are enough; from the end, where numbers differ.
create function searched_pieces(words text, at timestamptz) returns text[] language sql immutable strict parallel safe as $$
  select coalesce(array_agg(distinct extract(year from at at time zone 'UTC')::text || substr(words, i, size)), '{}')
  from (select case when length(words) >= 6 then 6 when length(words) >= 2 then 2 else 1 end as size) s, generate_series(length(words) - size + 1, 1, -greatest(size / 2, 1)) i
$$;
