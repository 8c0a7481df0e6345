-- The pieces of a name carry the month now (Core's 004).
reindex index applications_words;
