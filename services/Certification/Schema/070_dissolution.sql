-- 自行解散 (Art. 15): a recognition ends too when the members end the alliance themselves.
alter table alliance drop constraint alliance_status_check;
alter table alliance add constraint alliance_status_check
  check (status in ('Valid', 'Cancelling', 'Cancelled', 'Revoked', 'Dissolved'));
alter table status_event drop constraint status_event_kind_check;
alter table status_event add constraint status_event_kind_check
  check (kind in ('Recognised', 'Renamed', 'Changed', 'CancellationAnnounced', 'CancellationDropped', 'Cancelled', 'Revoked', 'Restored',
    'Dissolved'));
