-- What is counted for the leadership: where the lead unit is registered stands with the application; where the form does not say so, its
-- credit code does (GB 32100: 3 to 8).
alter table application add column district text generated always as (coalesce(
  nullif(jsonb_path_query_first(form, '$.members[*] ? (@.isLead == true).regionCode') #>> '{}', ''),
  substr(lead_credit_code, 3, 6))) stored;
create index application_counted on application(year, stage, case_state, key_industry, district, reached) where stage <> 'Draft';
