-- What is counted for the leadership stands beside the application's summary; where that does not name the lead unit's district, its
-- credit code does (GB 32100: 3 to 8).
alter table review
  add column year int generated always as (extract(year from opened_at at time zone 'Asia/Shanghai')::int) stored,
  add column industry text generated always as (coalesce(application->>'keyIndustry', '')) stored,
  add column district text generated always as (coalesce(nullif(application->>'regionCode', ''),
    substr(application->'leadUnit'->>'creditCode', 3, 6), '')) stored;
