-- 经办账号 (Art. 9): the account of the lead unit that answers for an application, and those of the unit that may no longer see it.
-- An application from before this has nobody in particular: whoever of the unit hands it over was the one.
alter table applications
  add column held_by text,
  add column held_by_name text,
  add column former_accounts text[] not null default '{}';

-- 移交: offered by whoever answers for it, under a code that is told once.
create table handovers(
  application_id uuid primary key references applications(id),
  -- SHA-256 of the code.
  code_sha256 bytea not null,
  wrong_codes int not null default 0,
  offered_at timestamptz not null,
  offered_by text not null,
  offered_by_name text not null,
  expires_at timestamptz not null);

-- 申报书格式: fixed with the policy when a call is published.
alter table calls add column form_version int not null default 1;
