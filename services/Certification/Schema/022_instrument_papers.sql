-- A signed instrument is kept as the PDF that is handed out, with its hash; it is printed once.
create table instrument_paper(
  instrument_id uuid primary key references instrument(id),
  pdf bytea not null,
  sha256 bytea not null,
  printed_at timestamptz not null);
