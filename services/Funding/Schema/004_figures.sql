-- What is counted for the leadership. Of grants opened before this, the industry is not known here; the district is that of the credit
-- code (GB 32100: 3 to 8).
alter table guidance_grant
  add column year int generated always as (extract(year from recognised_on)::int) stored,
  add column industry text not null default '',
  add column district text not null default '';
update guidance_grant set district = substr(payee_credit_code, 3, 6);
