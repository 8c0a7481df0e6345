-- 送达 of every instrument in one place: the prior notice of a revocation stood in its case.
alter table delivery
  add column role text, -- whose office wrote it, and records how else it was served
  add column day date generated always as (least(served_on, (opened_at at time zone 'Asia/Shanghai')::date)) stored;
update delivery d set role = case when exists (select 1 from assessment a where a.id = d.about)
  then 'assessor' else 'monitoring-officer' end;
alter table delivery alter column role set not null;

insert into delivery(letter_id, alliance_id, about, title, unit_name, unit_credit_code, written_at, opened_at, way, served_on, note,
  document_id, file_name, recorded_at, recorded_by_name, role)
select r.letter_id, r.alliance_id, r.id, '撤销认定资格事先告知书', a.lead_unit_name, a.lead_unit_credit_code, r.noticed_at,
  case when r.served_how = 'Inbox' then r.served_at end,
  case when r.served_how = 'Officer' then case when r.served_proof like '%留置%' then 'LeftBehind' when r.served_proof like '%公告%'
    then 'Announcement' when r.served_proof like '%邮%' then 'Post' else 'InPerson' end end,
  case when r.served_how = 'Officer' then r.served_on end, r.served_proof, f.document_id, f.file_name,
  case when r.served_how = 'Officer' then r.served_at end, f.added_by_name, 'monitoring-officer'
from revocation_case r join alliance a on a.id = r.alliance_id
left join lateral (select document_id, file_name, added_by_name from revocation_file where case_id = r.id and kind = 'Service'
  order by added_at limit 1) f on true
where r.letter_id is not null;

delete from revocation_file where kind = 'Service';
alter table revocation_file drop constraint revocation_file_kind_check,
  add constraint revocation_file_kind_check check (kind in ('Evidence', 'Statement', 'Minutes', 'LegalReview'));
alter table revocation_case drop column served_on, drop column served_at, drop column served_how, drop column served_proof;
