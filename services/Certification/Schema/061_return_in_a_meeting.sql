-- A meeting may also return a case to the experts (退回评审), saying what they are to look at again.
alter table meeting_item drop constraint meeting_item_decision_check;
alter table meeting_item add constraint meeting_item_decision_check check (decision in ('Propose', 'Decline', 'Return', 'Leave'));
alter table meeting_item add column return_why text;
