-- Why applications did not succeed, by month: few messages among many.
create index journal_refusal on journal(at) where message in ('FormalReviewRefused', 'RecognitionDeclined');
