-- 咨询: a thread between a unit and the office, about its application or about a call. It is no correction and sets no clock.
create table question_thread(
  id uuid primary key,
  call_id uuid not null references call(id),
  -- Null for a question about the call itself.
  application_id uuid references application(id),
  unit_name text not null,
  unit_credit_code text not null,
  -- Since when the unit waits for an answer; null while none is due.
  waiting_since timestamptz,
  last_at timestamptz not null,
  messages int not null default 0);
create unique index question_thread_application on question_thread(application_id) where application_id is not null;
create unique index question_thread_call on question_thread(call_id, unit_credit_code) where application_id is null;
create index question_thread_last on question_thread(last_at desc, id desc);
create index question_thread_waiting on question_thread(waiting_since) where waiting_since is not null;

create table question_message(
  thread_id uuid not null references question_thread(id),
  number int not null,
  from_office boolean not null,
  text text not null,
  written_at timestamptz not null,
  written_by text not null,
  written_by_name text not null,
  primary key (thread_id, number));

-- 常见问题: what is of use to everybody who applies, in the office's own words and without names; as public as the call itself.
create table call_answer(
  call_id uuid not null references call(id),
  number int not null,
  -- The answer it was made of.
  thread_id uuid not null references question_thread(id),
  question text not null,
  answer text not null,
  published_at timestamptz not null,
  published_by text not null,
  primary key (call_id, number));
