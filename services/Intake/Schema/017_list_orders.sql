-- Orders in which lists are often wanted, with the key that tells rows of the same value apart.
create index application_by_name on application((alliance_name collate "zh-x-icu"), id);
create index application_by_lead on application((lead_unit collate "zh-x-icu"), id);
