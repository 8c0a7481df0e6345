-- What is counted for the leadership. Of alliances from before this, the district is that of the lead unit's credit code (GB 32100: 3 to
-- 8).
alter table alliance
  add column year int generated always as (extract(year from anchored_on)::int) stored,
  add column industry text generated always as (key_industry) stored,
  add column district text not null default '';
update alliance set district = substr(lead_unit_credit_code, 3, 6);

-- The sums of a report, beside its text.
alter table annual_report
  add column rd_investment_fen bigint generated always as ((body->>'rdInvestmentFen')::bigint) stored,
  add column grant_received_fen bigint generated always as ((body->>'grantReceivedFen')::bigint) stored,
  add column matching_received_fen bigint generated always as ((body->>'matchingReceivedFen')::bigint) stored,
  add column indicators jsonb generated always as (coalesce(body->'indicators', '[]')) stored;
