-- The journal is as much a record as the audit; an intervention is settled once and stays.
comment on table journal is 'append-only';
comment on table intervention is 'never-removed';
