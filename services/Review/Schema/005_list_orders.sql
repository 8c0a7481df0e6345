-- The order in which the list begins, with the key that tells rows of the same value apart.
create index review_opened_by_key on review(opened_at, application_id) where application is not null;
