-- What became of each recognition, event by event (Art. 11, 14, 15, 17): the register's own history. Rows are added and never changed.
create table status_event(
  id uuid primary key,
  alliance_id uuid not null references alliance(id),
  kind text not null check (kind in ('Recognised', 'Renamed', 'Changed', 'CancellationAnnounced', 'CancellationDropped', 'Cancelled',
    'Revoked', 'Restored')),
  -- The day from which it holds; it may lie before the day on which it was put on record.
  on_day date not null,
  recorded_at timestamptz not null,
  article text,
  document_number text,
  -- Why, or what else there is to say; for the public.
  sentence text,
  -- Of a change: what it was, and what it is.
  before text,
  after text);
create index status_event_recorded on status_event(recorded_at, id);
create index status_event_alliance on status_event(alliance_id, recorded_at);
comment on table status_event is 'append-only';

-- What happened before this table was: from the documents on file.
insert into status_event(id, alliance_id, kind, on_day, recorded_at, article, document_number)
  select gen_random_uuid(), a.id, 'Recognised', a.recognised_on,
    coalesce((select max(n.closed_at) from notice n where n.application_id = a.application_id and n.outcome = 'Recognised'),
      a.recognised_on::timestamp at time zone 'Asia/Shanghai'), 'Art. 11', a.document_number
  from alliance a;
insert into status_event(id, alliance_id, kind, on_day, recorded_at, article, sentence)
  select gen_random_uuid(), c.alliance_id, 'CancellationAnnounced', n.published_on, c.decided_at, c.article, c.sentence
  from cancellation c join notice n on n.id = c.notice_id;
insert into status_event(id, alliance_id, kind, on_day, recorded_at, article)
  select gen_random_uuid(), n.alliance_id, 'CancellationDropped', (n.closed_at at time zone 'Asia/Shanghai')::date, n.closed_at, 'Art. 14'
  from notice n where n.kind = 'Cancellation' and n.outcome = 'Kept';
insert into status_event(id, alliance_id, kind, on_day, recorded_at, article, document_number, sentence)
  select gen_random_uuid(), a.id, a.status, a.ended_on,
    coalesce((select max(n.closed_at) from notice n where n.alliance_id = a.id and n.outcome = 'Cancelled'),
      a.ended_on::timestamp at time zone 'Asia/Shanghai'), a.end_article, a.end_document_number, a.end_sentence
  from alliance a where a.status in ('Cancelled', 'Revoked') and a.ended_on is not null;

-- The policy under which it was recognised, where that is not the one of today: 2013 for those of the measures that were repealed
-- (Art. 19). Null: recognised here.
alter table alliance add column recognised_under text;
alter table determination add column recognised_under text;
