-- What Funding really paid: reports speak of this money, not of what the policy would give (Art. 12).
create table paid_grant(
  alliance_id uuid primary key,
  grant_fen bigint not null,
  paid_on date not null);
