-- What districts and associations said of an application (Art. 18), as Intake announces it: it informs whoever determines. News may come
-- in any order; the last word of a body counts.
create table recommendation(
  application_id uuid not null,
  body_credit_code text not null,
  body_name text not null,
  recommended boolean,
  opinion text,
  given_at timestamptz,
  withdrawn_at timestamptz,
  primary key (application_id, body_credit_code));
