-- The names that alliances bear, as Certification announces them: a new application is told while its name can still be changed (Art. 11).
create table living_alliance(
  alliance_id uuid primary key,
  -- Null where the end was heard before the beginning.
  name text,
  name_key text,
  -- Set when the recognition ended: the name is free again.
  ended_on date);
create index living_alliance_name on living_alliance(name_key) where ended_on is null;

-- An application is known by its name too.
alter table filed_items drop constraint filed_items_kind_check;
alter table filed_items add constraint filed_items_kind_check check (kind in ('name', 'unit', 'project', 'achievement'));

-- Why the bureau declined, or an objection stopped it: the lead unit reads it where it follows its application (Art. 11).
alter table applications add column decision_reasons jsonb;
