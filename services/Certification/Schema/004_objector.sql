-- From Alliance.Certification.Schema.003_objector.sql
-- Who objects is known to the officers while it is needed, in a table of its own from which it is erased (PIPL Art. 19, 47); the objection
-- and its answer stay on file. No rule but the key stands on it: the database never has a reason to repeat a name in its log.
create table objector(
  objection_id uuid primary key references objection(id),
  name text not null,
  contact text not null);
insert into objector(objection_id, name, contact) select id, objector_name, contact from objection;
alter table objection drop column objector_name, drop column contact;
