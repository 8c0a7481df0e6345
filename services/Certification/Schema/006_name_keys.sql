-- From Alliance.Certification.Schema.004_name_keys.sql
-- Dashes and dots make no difference between names (AllianceName.Key); a name that is taken already in either form stays as it is.
with plain as (select application_id,
  translate(name_key, E'-.\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00B7\u2022\u2027\u30FB', '') as name_key from reserved_name)
update reserved_name n set name_key = p.name_key from plain p
where p.application_id = n.application_id and p.name_key <> n.name_key
  and not exists (select 1 from reserved_name o where o.name_key = p.name_key);
