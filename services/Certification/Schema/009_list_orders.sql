-- The orders in which lists begin, with the key that tells rows of the same value apart.
create index determination_prepared_by_key on determination(prepared_at, application_id) where application is not null;
create index alliance_recognised_by_key on alliance(recognised_on, id);
create index alliance_by_name on alliance((name collate "zh-x-icu"), id);
create index notice_published_by_key on notice(published_at, id);
create index objection_lodged_by_key on objection(lodged_at, id);
