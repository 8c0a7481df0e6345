-- 合同书 as it is agreed (Art. 14): proposed by the lead unit, agreed by the bureau, signed by both, due on a day, changed by agreement.
alter table contract
  add column version int not null default 0, -- of the cycle for which it was signed last; 0 while it never was
  add column countersigned_cycle int, -- the cycle and the version that the bureau signed too
  add column countersigned_version int,
  add column countersigned_at timestamptz,
  add column countersigned_by_name text,
  add column signed_on date, -- the date on the paper
  add column document_id uuid,
  add column file_name text;
update contract set version = 1 where signed_for_cycle is not null;

-- When it is to be signed in a cycle; cycles from before this have no such day.
alter table operating_cycle
  add column contract_due_on date,
  add column contract_reminded_at timestamptz,
  add column contract_overdue_at timestamptz; -- when the superior was told
create index operating_cycle_contract_due on operating_cycle(contract_due_on) where contract_overdue_at is null;

-- Targets that the lead unit proposes, for a cycle or to change what was signed.
create table contract_proposal(
  id uuid primary key,
  alliance_id uuid not null references alliance(id),
  cycle int not null,
  targets jsonb not null,
  why text,
  proposed_at timestamptz not null,
  proposed_by_name text not null,
  state text not null default 'Proposed' check (state in ('Proposed', 'Agreed', 'Returned')),
  decided_at timestamptz,
  decided_by_name text,
  reasons text);
create unique index contract_proposal_open on contract_proposal(alliance_id) where state = 'Proposed';
create index contract_proposal_alliance on contract_proposal(alliance_id, id);

-- Every version that was signed or agreed, as it stood.
create table contract_version(
  alliance_id uuid not null references alliance(id),
  cycle int not null,
  version int not null,
  targets jsonb not null,
  why text, -- of a change
  agreed_at timestamptz not null,
  agreed_by_name text not null,
  primary key (alliance_id, cycle, version));
insert into contract_version(alliance_id, cycle, version, targets, agreed_at, agreed_by_name)
  select c.alliance_id, c.signed_for_cycle, 1, coalesce((select jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'indicatorId', t.indicator_id, 'name', t.name, 'unit', t.unit, 'family', t.family, 'baseline', t.baseline,
      'firstYear', t.first_year, 'secondYear', t.second_year, 'weight', t.weight)) order by t.position)
    from contract_target t where t.contract_id = c.id and t.cycle = c.signed_for_cycle), '[]'), c.signed_at, coalesce(c.signed_by_name, '')
  from contract c where c.signed_for_cycle is not null;
