-- 局长办公会: a batch is decided in a meeting, row by row, and signed once (Art. 11).
create table meeting(
  id uuid primary key,
  held_on date not null,
  place text not null,
  -- Names of those who attend.
  attendees jsonb not null,
  state text not null check (state in ('Open', 'Signed', 'Cancelled')),
  called_at timestamptz not null,
  called_by_name text not null,
  -- 纪要: number and text.
  number text,
  minutes text,
  minuted_by text,
  minuted_by_name text,
  minuted_at timestamptz,
  signed_at timestamptz,
  signed_by_name text,
  check ((minutes is null) = (minuted_at is null)),
  check ((state = 'Signed') = (signed_at is not null)));
create index meeting_held on meeting(held_on, id);
create unique index meeting_number on meeting(number) where number is not null and state <> 'Cancelled';

create table meeting_item(
  meeting_id uuid not null references meeting(id),
  application_id uuid not null references determination(application_id),
  position int not null,
  decision text check (decision in ('Propose', 'Decline', 'Leave')),
  reasons jsonb,
  -- Names of those of the attendees who do not decide on this row.
  recused jsonb not null,
  -- False once the meeting is over: a case stands on one agenda at a time.
  is_open boolean not null,
  primary key (meeting_id, application_id));
create unique index meeting_item_open on meeting_item(application_id) where is_open;
create index meeting_item_application on meeting_item(application_id);
