-- A signed-in person. The browser holds only a key; what it opens, tokens among it, stays here, encrypted by the shared key ring.
create table session(
  id bytea primary key,               -- SHA-256 of the key: whoever reads this table can take over nobody
  ticket bytea not null,
  subject text,
  expires_at timestamptz not null);
create index session_expires_at on session(expires_at);
