-- What became of a finding of the 自检自查 (Art. 6): the lead unit says how it was put right.
create table inspection_remedy(
  alliance_id uuid not null references alliance(id),
  year int not null,
  item text not null,
  said text not null,
  remedied_at timestamptz not null,
  remedied_by_name text not null,
  primary key (alliance_id, year, item));
