-- The orders in which lists begin, with the key that tells rows of the same value apart.
create index alliance_anchored on alliance(anchored_on, id);
create index alliance_by_name on alliance((name collate "zh-x-icu"), id);
create index compliance_case_opened on compliance_case(opened_at, id);
create index assessment_opened on assessment(opened_at, id);
