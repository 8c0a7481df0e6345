-- 公开: a redacted copy stands beside the instrument it was made of, with what must not be read really taken out of it.
create table redacted_copy(
  instrument_id uuid primary key references instrument(id),
  content text not null,
  sha256 bytea not null,
  passages int not null,
  why text not null,
  made_at timestamptz not null,
  made_by_name text not null,
  pdf bytea);

-- 依申请公开: a request and what became of it. Who asks stands in requester, from which it is erased.
create table disclosure_request(
  id uuid primary key,
  number text not null unique,
  requester_kind text not null check (requester_kind in ('Person', 'Unit')),
  instrument_id uuid references instrument(id),
  wanted text not null,
  lodged_at timestamptz not null,
  state text not null check (state in ('Unconfirmed', 'Open', 'Granted', 'PartlyGranted', 'Refused', 'Lapsed')),
  -- Until when whoever asks may prove with the code that was sent that they can be reached; null where an officer has to.
  confirm_until timestamptz,
  -- The day on which that was proved: the day on which the request came (政府信息公开条例 31), from which its working days run.
  received_on date,
  due_on date,
  extended_at timestamptz,
  extended_why text,
  -- Why it was left aside without being taken up.
  left_why text,
  ground text,
  answer text,
  -- What was given.
  given_id uuid references instrument(id),
  answered_on date,
  answered_at timestamptz,
  answered_by_name text,
  overdue_told_at timestamptz,
  check ((answered_at is null) = (answer is null)),
  check ((received_on is null) = (due_on is null)),
  check (state not in ('Granted', 'PartlyGranted') or given_id is not null),
  check ((state = 'Refused') = (ground is not null)));
create index disclosure_request_lodged on disclosure_request(lodged_at, id);
create index disclosure_request_waiting on disclosure_request(due_on) where state in ('Unconfirmed', 'Open');

create table requester(
  request_id uuid primary key references disclosure_request(id),
  name text not null,
  identity text not null,
  contact text not null,
  key uuid not null unique,
  code text not null,
  proof text not null check (proof in ('None', 'Mail', 'Sms', 'Officer')),
  proved_at timestamptz);
