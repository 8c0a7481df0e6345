-- From Alliance.Platform.Data.Schema.010_typed_text.sql
-- A text as people search for it; the same as TypedText.Search, which a test holds to it character by character: nothing that nobody sees,
-- one width, one case, and one dash, dot, bracket and space of each kind that keyboards and documents have.
create function typed_text(what text) returns text language sql immutable strict parallel safe as $$
  select btrim(translate(normalize(regexp_replace(what,
    '[\u00AD\u034F\u061C\u115F\u1160\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\U000E0100-\U000E01EF]',
      '', 'g'), NFKC),
    E'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
      '\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\uFE58\uFE63\uFF0D\u2E3A\u2E3B'
      '\u00B7\u2022\u2027\u30FB\uFF65\u2219\u22C5\u3002'
      '[\u3014\u3010\u300C\u300E\u3016{'
      ']\u3015\u3011\u300D\u300F\u3017}'
      '\t\u000B\u000C\r\u0085\u1680\u2028\u2029\u00A0\u3000',
    'abcdefghijklmnopqrstuvwxyz' || repeat('-', 13) || repeat('.', 8) || repeat('(', 7) || repeat(')', 7) || repeat(' ', 10)), E' \n')
$$;
