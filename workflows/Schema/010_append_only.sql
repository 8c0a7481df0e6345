-- An intervention is settled once and stays.
comment on table intervention is 'never-removed';
