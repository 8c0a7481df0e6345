-- What somebody had typed when their session turned out to be over: kept, encrypted, until they have signed in again.
create table parked_form(
  id bytea primary key,               -- SHA-256 of the key in the address
  content bytea not null,
  expires_at timestamptz not null);
create index parked_form_expires_at on parked_form(expires_at);
