-- From Alliance.Platform.Data.Schema.004_calendars.sql
-- Calendars an administrator published: a year's notice of the State Council, or a region's days off. Every service keeps its own copy;
-- none is ever changed or removed.
create table calendar_notice(
  key text not null,
  version int not null,
  document text not null,
  published_by text not null,
  published_at timestamptz not null,
  primary key (key, version));
