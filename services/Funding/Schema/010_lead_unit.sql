-- Who leads the alliance and acts for its grant; another unit than the payee, once the lead changed after the money had been asked for
-- (Art. 12, 15).
alter table guidance_grant
  add column lead_unit_name text,
  add column lead_unit_credit_code text;
update guidance_grant set lead_unit_name = payee_name, lead_unit_credit_code = payee_credit_code;
alter table guidance_grant
  alter column lead_unit_name set not null,
  alter column lead_unit_credit_code set not null;
create index guidance_grant_lead on guidance_grant(lead_unit_credit_code, id);
