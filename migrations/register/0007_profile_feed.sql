-- The feed's number by which sent names and PINs have come down: an older row of the feed does not
-- take them back.
alter table profile_outbox add column feed_seq integer;
