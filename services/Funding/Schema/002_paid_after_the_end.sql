-- A treasury can pay between a suspension and the word of it: what left is recorded, and stands out until it is known whether it comes
-- back.
alter table guidance_grant drop constraint guidance_grant_state_check;
alter table guidance_grant add constraint guidance_grant_state_check
  check (state in ('AwaitingPledge', 'AwaitingApproval', 'Approved', 'PaymentRequested', 'Disbursed', 'Suspended', 'PaidAfterEnd'));
alter table guidance_grant add check (state <> 'PaidAfterEnd'
  or (recognition_ended_at is not null and approved_at is not null and payment_requested_at is not null and voucher_number is not null
  and paid_on is not null));

-- One voucher pays one grant, and one paper shows one matching, however their numbers are typed and whichever grant they are filed for.
create table voucher(
  number_key text primary key,
  grant_id uuid not null unique references guidance_grant(id));

-- What stood before is reckoned as TypedText.Letters does, by what documents put between words and digits: a database need not know
-- letters; where two grants bear one number already, the earlier one keeps it.
insert into voucher(number_key, grant_id)
  select distinct on (key) key, id from (
    select id, voucher_recorded_at, regexp_replace(upper(normalize(voucher_number, NFKC)),
      '[][(){}<>〔〕【】「」《》〈〉“”‘’"''`[:space:]._,;:/\\|*#&+~=!?@$%^·、。‐‑‒–—―−-]', '', 'g') as key
    from guidance_grant where voucher_number is not null) recorded
  order by key, voucher_recorded_at;

alter table matching_proof add column document_key text;
update matching_proof
  set document_key = regexp_replace(upper(normalize(document_number, NFKC)),
    '[][(){}<>〔〕【】「」《》〈〉“”‘’"''`[:space:]._,;:/\\|*#&+~=!?@$%^·、。‐‑‒–—―−-]', '', 'g');
-- Papers filed twice before this rule keep their numbers apart by their own keys.
update matching_proof p set document_key = document_key || ' ' || id
  where state <> 'Rejected' and exists (select 1 from matching_proof o
    where o.state <> 'Rejected' and o.document_key = p.document_key and (o.filed_at, o.id) < (p.filed_at, p.id));
alter table matching_proof alter column document_key set not null;
drop index matching_proof_once;
create unique index matching_proof_once on matching_proof(document_key) where state <> 'Rejected';
