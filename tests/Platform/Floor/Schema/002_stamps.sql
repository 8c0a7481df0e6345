create table stamp(id bigint generated always as identity primary key, petition_id uuid not null);
