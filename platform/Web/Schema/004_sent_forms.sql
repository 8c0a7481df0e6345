-- From Alliance.Platform.Data.Schema.010_sent_forms.sql
-- A form that is sent twice from one page, by two clicks or a reload, is carried out once; the second one ends where the first one did.
create table sent_form(
  key text primary key,               -- hash of who sent what from which page
  location text,                      -- null only while the first one runs, where nobody else sees it
  at timestamptz not null);
create index sent_form_at on sent_form(at);
