-- From Alliance.Platform.Data.Schema.001_floor.sql
-- What every program stands on: a reader who knows one database knows each.

create table inbox(
  message_id uuid not null,
  consumer_id uuid not null,
  received_at timestamptz not null default now(),
  primary key (message_id, consumer_id));
create index inbox_received_at on inbox(received_at);

create table outbox(
  position bigint generated always as identity primary key,
  lane smallint not null,
  message_id uuid not null,
  correlation_id uuid,
  destination text not null,
  mandatory boolean not null,
  content_type text not null,
  headers jsonb,
  body bytea not null,
  enqueued_at timestamptz not null default clock_timestamp());
create index outbox_lane_position on outbox(lane, position);

-- Rows of one lane leave in order; a dispatcher owns a lane by locking its row.
create table outbox_lane(lane smallint primary key);
insert into outbox_lane select generate_series(0, 7);

create table audit(
  position bigint generated always as identity primary key,
  case_id uuid not null,
  at timestamptz not null,
  account text not null,
  actor_name text not null,
  on_behalf_of text,
  remote_address text,
  what text not null,
  article text,
  policy_version text,
  details text,
  previous_hash bytea not null,
  hash bytea not null);
create index audit_case on audit(case_id, position);
