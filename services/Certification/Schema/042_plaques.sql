-- The plaques themselves (授牌, Art. 11, 17): made, handed over, recovered with proof, lost and replaced under a number of its own. A plaque
-- that nobody touched yet has no row: it is due with the recognition.
create table plaque(
  id uuid primary key,
  alliance_id uuid not null references alliance(id),
  number text not null unique,
  state text not null check (state in ('Due', 'Made', 'HandedOver', 'Lost', 'Recovered')),
  made_on date,
  handed_over_on date,
  ceremony text,
  recovered_on date,
  recovery_proof text,
  recovery_document_id uuid,
  lost_on date,
  lost_why text,
  replaces_id uuid unique references plaque(id),
  check ((state = 'Recovered') = (recovered_on is not null)),
  check ((state = 'Lost') = (lost_on is not null)));
-- One that counts; lost ones stay in the register.
create unique index plaque_current on plaque(alliance_id) where state <> 'Lost';

insert into plaque(id, alliance_id, number, state, handed_over_on, recovered_on)
  select gen_random_uuid(), id, plaque_number, case when plaque_recovered_on is null then 'HandedOver' else 'Recovered' end,
    plaque_handed_over_on, plaque_recovered_on
  from alliance where plaque_handed_over_on is not null;
