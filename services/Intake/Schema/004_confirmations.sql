-- 成员确认 (Art. 8-2): each member unit is invited by a link and a code, and answers for itself.
create table confirmations(
  id uuid primary key,
  application_id uuid not null references applications(id),
  credit_code text not null,
  unit_name text not null,
  -- SHA-256 of the code: the code itself is known to whoever was given it.
  code_sha256 bytea not null,
  wrong_codes int not null default 0,
  state text not null check (state in ('Invited', 'Confirmed', 'Declined')),
  invited_at timestamptz not null,
  invited_by text not null,
  signatory text,
  signed_on date,
  evidence_id uuid references document(id),
  -- What was confirmed: agreement and own part; when they change the confirmation no longer covers them.
  content_sha256 bytea,
  why text,
  answered_at timestamptz,
  unique (application_id, credit_code));
