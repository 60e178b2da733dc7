-- The version of the program that could not read a row of the feed: another one reads it again.
alter table sync_state add column skipped_by text;
