-- A case that was handed over to the archive and reopened by an annulment is closed for the archive once more when it is finished again:
-- each package is a version, and the one before stays as it was handed over.
alter table case_archive add column version int not null default 1;
alter table case_archive drop constraint case_archive_pkey, add primary key (application_id, version);
-- What was handed over before the decision was annulled is the archive's; it is not the file of the case as it is now.
create view current_archive as
  select c.* from case_archive c join determination d on d.application_id = c.application_id
  where c.version = (select max(version) from case_archive last where last.application_id = c.application_id)
    and (c.recorded_at is null or d.reopened_at is null or c.recorded_at > d.reopened_at);
