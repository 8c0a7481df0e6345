-- 推荐单位 (Art. 18) with their areas, as Intake keeps and announces them: from the area follows which alliances they follow.
create table recommending_body(
  id uuid primary key,
  credit_code text not null,
  name text not null,
  kind text not null,
  districts text[] not null,
  industries text[] not null,
  members text[] not null,
  is_active boolean not null,
  kept_at timestamptz not null);
create index recommending_body_unit on recommending_body(credit_code);
