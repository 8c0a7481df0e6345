-- The pieces of a name carry the month now (platform's 008).
reindex index applications_words;
