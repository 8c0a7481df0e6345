-- What an officer said of a report when it was accepted (Art. 14).
alter table annual_report add column opinion text;
