-- Who leads the alliance that came of an application, where that is another unit than the one that applied: it reads what was submitted.
alter table living_alliance
  add column lead_credit_code text,
  add column lead_noted_at timestamptz; -- older news changes nothing
