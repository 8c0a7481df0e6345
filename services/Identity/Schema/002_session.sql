-- A session at the sign-in page. The browser holds only a key: once signed out, a copy of it opens nothing.
create table session(
  id bytea primary key,               -- SHA-256 of the key
  ticket bytea not null,
  subject text,
  expires_at timestamptz not null);
create index session_expires_at on session(expires_at);
