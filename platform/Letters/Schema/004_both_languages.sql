-- A letter that another service wrote stands in both languages as it was said; one of this service's own is said when it is read.
alter table letter add column title_en text, add column body_en text;
