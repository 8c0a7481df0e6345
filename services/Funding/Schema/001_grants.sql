-- The 引导经费 of each recognised alliance (Art. 12). Amount and ratio are copied from the policy the case keeps, so that a later policy
-- changes nothing here.

create table guidance_grant(
  id uuid primary key,
  alliance_id uuid not null unique, -- once per recognition, not per cycle (Art. 12)
  alliance_name text not null,
  payee_name text not null,
  payee_credit_code text not null,
  document_number text not null,
  recognised_on date not null,
  policy_version text not null,
  grant_fen bigint not null check (grant_fen > 0),
  match_ratio int not null check (match_ratio >= 0),
  state text not null check (state in ('AwaitingPledge', 'AwaitingApproval', 'Approved', 'PaymentRequested', 'Disbursed', 'Suspended')),
  opened_at timestamptz not null,
  pledged_fen bigint,
  pledged_at timestamptz,
  pledged_by text,
  approved_at timestamptz,
  approved_by text,
  approved_by_name text,
  payment_requested_at timestamptz,
  payment_requested_by text,
  payment_requested_by_name text,
  voucher_number text,
  paid_on date,
  voucher_recorded_at timestamptz,
  verified_matching_fen bigint not null default 0,
  matching_verified_at timestamptz,
  recognition_ended_at timestamptz,
  recognition_ended_article text,
  recognition_ended_sentence text,
  -- Nothing is paid without pledge, approval and request, and never another amount's voucher.
  check (state in ('AwaitingPledge', 'Suspended') or pledged_fen >= grant_fen * match_ratio),
  check (state <> 'Disbursed'
    or (approved_at is not null and payment_requested_at is not null and voucher_number is not null and paid_on is not null)),
  check (approved_by <> payment_requested_by));
create index guidance_grant_payee on guidance_grant(payee_credit_code, id);
create index guidance_grant_state on guidance_grant(state, id);

-- 配套证明: what the lead unit shows of its matching, each accepted or rejected by an officer.
create table matching_proof(
  id uuid primary key,
  grant_id uuid not null references guidance_grant(id),
  amount_fen bigint not null check (amount_fen > 0),
  source text not null,
  document_number text not null,
  paid_on date not null,
  document_id uuid,
  state text not null check (state in ('Pending', 'Accepted', 'Rejected')),
  filed_at timestamptz not null,
  filed_by text not null,
  why text,
  decided_at timestamptz,
  decided_by text,
  decided_by_name text);
-- The same paper counts once; a rejected one may be filed again, corrected.
create unique index matching_proof_once on matching_proof(grant_id, document_number) where state <> 'Rejected';

-- A recognition can end before its grant was opened here, when messages cross; then none is opened any more.
create table ended_recognition(
  alliance_id uuid primary key,
  article text not null,
  sentence text not null,
  ended_at timestamptz not null);

-- Where the alliance's case is, as workflows last said; for the screens only.
create table operation_case(
  alliance_id uuid primary key,
  state text not null,
  next_deadline text,
  next_deadline_at timestamptz,
  as_of timestamptz not null);
