-- The operating cycles as Monitoring begins them (Art. 14): until when a certificate holds. A cycle may be heard of before the alliance is
-- read here, so nothing ties the two together.
create table alliance_cycle(
  alliance_id uuid not null,
  cycle int not null,
  starts_on date not null,
  ends_on date not null,
  primary key (alliance_id, cycle));
