-- The list is searched in one column, which is made of the names when they change and not at every search.
alter table guidance_grant add column search text generated always as (search_words(
  alliance_name, lead_unit_name, lead_unit_credit_code, payee_name, payee_credit_code, document_number)) stored;
