-- From Alliance.Review.Schema.002_seats_told.sql
-- Intake lets experts read what they have a seat for; the seats of before it did are announced when the service starts.
alter table panel_member add column told boolean not null default false;
