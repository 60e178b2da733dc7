-- The version of the shape of stored totals. Totals of another shape than the program's are folded
-- again from the entries.
alter table shifts add column totals_shape integer not null default 1;
alter table daily_totals add column totals_shape integer not null default 1;

-- Finds the refunds of a sale. A sale names no other transaction, so that it writes no page of this.
create index transactions_by_original on transactions (original_transaction_id)
    where original_transaction_id is not null;

-- Settings that an entry put in force are read from that entry, in whatever version it has. Those
-- that came down the feed are the body of a `store_changed` entry here, with its version.
create table store_versions_as_bodies (
    version_no   integer primary key,
    position     integer not null,
    -- The row of the feed they came with; null when the entry at `position` made them.
    feed_seq     integer,
    body         blob,
    body_version integer,
    check ((feed_seq is null) = (body is null)),
    check ((feed_seq is null) = (body_version is null))
) strict;

insert into store_versions_as_bodies (version_no, position, feed_seq, body, body_version)
    select version_no, position, feed_seq,
           case when feed_seq is not null then
               cast(json_object('by_user_id', null, 'settings', json(settings)) as blob)
           end,
           case when feed_seq is not null then 1 end
      from store_versions;
drop table store_versions;
alter table store_versions_as_bodies rename to store_versions;
create index store_versions_by_position on store_versions (position);
