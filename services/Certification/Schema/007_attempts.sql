-- Which assessment of the cycle was failed; 0 where it was not said.
alter table cancellation add column attempt int not null default 0;
