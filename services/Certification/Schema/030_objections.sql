-- An objection has a number that people can type, a proof that whoever lodged it can be reached, like ones beside it, a day until which it
-- is handled, and files. What the objector gives to be reached by stands in objector, from which it is erased.
alter table objection drop constraint objection_state_check;
alter table objection add constraint objection_state_check
  check (state in ('Unconfirmed', 'Open', 'Upheld', 'Dismissed', 'Closed', 'Lapsed'));
alter table objection
  add column number text,
  -- How it came: from the page, or recorded by an officer.
  add column received text not null default 'Web' check (received in ('Web', 'Paper', 'Telephone', 'Visit')),
  -- Since when it holds its case; null while nobody has proved that the objector can be reached.
  add column held_at timestamptz,
  -- Until when the objector may prove it with the code that was sent; null where an officer has to.
  add column confirm_until timestamptz,
  -- Why it was left aside without being admitted.
  add column left_why text,
  -- The first of those that say the same, itself included; and by which pieces of its words such a one is found.
  add column group_id uuid references objection(id),
  add column bands bigint[],
  -- Until when it is to be answered, and why that was put off.
  add column due_on date,
  add column extended_at timestamptz,
  add column extended_why text;
update objection set held_at = lodged_at, group_id = id;

-- YY2026-000123-45: the year and the number of the year, with two digits by which a slip of the finger is noticed (ISO 7064, MOD 97-10).
with numbered as (select id, year, number,
    98 - mod((year * 1000000 + number)::bigint * 100, 97) as rest
  from (select id, extract(year from lodged_at at time zone 'Asia/Shanghai')::int as year,
    row_number() over (partition by extract(year from lodged_at at time zone 'Asia/Shanghai') order by lodged_at, id) as number
    from objection) o)
update objection o set number = 'YY' || n.year || '-' || lpad(n.number::text, 6, '0') || '-' || lpad(n.rest::text, 2, '0')
from numbered n where n.id = o.id;
insert into number_sequence(kind, year, last)
  select 'objection', substr(number, 3, 4)::int, count(*)::int from objection group by 2
  on conflict (kind, year) do nothing;

create unique index objection_number on objection(number);
create index objection_like on objection using gin(bands) where group_id = id;
create index objection_of_group on objection(notice_id, group_id, state);
create index objection_unconfirmed on objection(confirm_until) where state = 'Unconfirmed';

-- With the number, what opens the objector's own page: typed as a code, or followed as a link. How they prove that they can be reached.
alter table objector
  add column key uuid not null unique default gen_random_uuid(),
  add column code text not null default upper(substr(md5(gen_random_uuid()::text), 1, 8)),
  add column proof text not null default 'None' check (proof in ('None', 'Mail', 'Sms', 'Officer')),
  add column proved_at timestamptz;

-- 核查函: the unit concerned is asked for its opinion of what is objected, in the officer's words; who objects stands in none of them.
create table inquiry(
  id uuid primary key,
  objection_id uuid not null references objection(id),
  notice_id uuid not null references notice(id),
  unit_name text not null,
  unit_code text not null,
  question text not null,
  due_on date not null,
  asked_at timestamptz not null,
  asked_by text not null,
  answer text,
  answered_at timestamptz,
  answered_by text,
  check ((answer is null) = (answered_at is null)));
create index inquiry_objection on inquiry(objection_id, asked_at);
create index inquiry_waiting on inquiry(unit_code) where answered_at is null;
