-- From Alliance.Platform.Data.Schema.010_waiting_messages.sql
-- A message that nobody is there to hear waits outside the line of those that leave, and with it what follows it in its case: for which
-- exchange they wait. So however many wait, the others leave, and a case is said in its order.
alter table outbox add waits_for text;
drop index outbox_lane_position;
create index outbox_lane_position on outbox(lane, position) where waits_for is null;
create index outbox_waiting on outbox(lane, waits_for, position) where waits_for is not null;
create index outbox_waiting_case on outbox(coalesce(correlation_id, message_id)) where waits_for is not null;
