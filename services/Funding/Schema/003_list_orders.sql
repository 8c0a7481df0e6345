-- The order in which the list begins, with the key that tells rows of the same value apart.
create index guidance_grant_recognised on guidance_grant(recognised_on, id);
create index guidance_grant_by_name on guidance_grant((alliance_name collate "zh-x-icu"), id);
