-- What an enrolled register knows of its server. Nothing of a sale's commit is written here.

-- An entry that its server may not have is appended again in a new epoch, under the same id: the id
-- is no longer unique. SQLite cannot drop the constraint, so the table is copied, once.
create table entries_copied (
    position           integer primary key,
    organization_id    blob    not null,
    register_id        blob    not null,
    epoch              blob    not null,
    seq                integer not null check (seq >= 1),
    entry_id           blob    not null,
    kind               text    not null,
    version            integer not null,
    -- Milliseconds since 1970-01-01 UTC by the register's clock; never an order.
    recorded_at_ms     integer not null,
    utc_offset_minutes integer not null,
    clock_suspect      integer not null,
    prev_hash          blob    not null check (length(prev_hash) = 32),
    hash               blob    not null check (length(hash) = 32),
    signature          blob    not null check (length(signature) = 64),
    -- The exact bytes that were hashed.
    body               blob    not null
) strict;

insert into entries_copied select * from entries;
drop table entries;
alter table entries_copied rename to entries;
create index entries_by_entry_id on entries (entry_id);

-- The settings of the store, from the log and from the feed. `position` is the first entry that they
-- hold for; the later row of one position wins.
create table store_versions_copied (
    version_no integer primary key,
    position   integer not null,
    -- The row of the feed they came with; null when an entry of this log made them.
    feed_seq   integer,
    settings   text    not null
) strict;

insert into store_versions_copied (position, settings)
    select position, settings from store_versions order by position;
drop table store_versions;
alter table store_versions_copied rename to store_versions;
create index store_versions_by_position on store_versions (position);

-- Two registers that were offline can give two people one username; neither may be lost for it.
create table user_profiles_copied (
    user_id         blob    primary key,
    username        text    not null,
    full_name       text    not null,
    commitment_salt blob    not null
) strict, without rowid;

insert into user_profiles_copied select * from user_profiles;
drop table user_profiles;
alter table user_profiles_copied rename to user_profiles;

-- One row, which every answer of the server moves. "Pending" is no flag: it is
-- position > acknowledged_position.
create table sync_state (
    only_row              integer primary key check (only_row = 1),
    -- Null until the register is enrolled.
    server_url            text,
    organization_name     text,
    server_public_key     text,
    feed_epoch            blob    check (length(feed_epoch) = 16),
    -- The last entry of the log when it was enrolled: tables up to it come from the log alone.
    enrolled_position     integer not null default 0,
    -- The feed waits until the server has everything up to here: before, it would show a shop that
    -- brought its catalog along an older state of it.
    founding_position     integer not null default 0,
    ratchet               text,
    -- The highest head of this epoch that the server signed, as JSON.
    acknowledged          text,
    -- What the server has now: less than that when it came back from a backup.
    acknowledged_position integer not null default 0,
    -- The last entry of this epoch that was appended again.
    repeated_position     integer not null default 0,
    feed_cursor           integer not null default 0,
    -- The lowest row of the feed that was skipped because this program is too old for it.
    skipped_feed_seq      integer,
    server_offset_ms      integer,
    last_push_ok_ms       integer,
    last_pull_ok_ms       integer,
    attention             text
) strict;

insert into sync_state (only_row) values (1);

-- The heads that the server signed of epochs that have ended, as JSON.
create table ended_epochs (
    epoch        blob primary key,
    acknowledged text not null
) strict, without rowid;

-- Own entries that change what also comes down the feed, until it came down.
create table pending_entries (
    position integer primary key,
    -- The feed's number by which they have come down; null until they are acknowledged.
    feed_seq integer
) strict;

-- Whom such an entry changes.
create table pending_changes (
    entity_id blob    not null,
    position  integer not null,
    primary key (entity_id, position)
) strict, without rowid;

-- The server's state of what has pending changes, as the feed tells it, as JSON: without a row, the
-- feed has not told since the first of them.
create table pulled_states (
    entity_id blob primary key,
    state     text not null
) strict, without rowid;

-- Names and PINs are no part of the log; their last change goes up beside it.
create table profile_outbox (
    user_id   blob    primary key,
    change_no integer not null,
    sent_no   integer not null default 0
) strict, without rowid;

-- Entries that the server has stored and set aside.
create table quarantined (
    position    integer primary key,
    entry_id    blob    not null,
    reason      text    not null,
    noted_at_ms integer not null
) strict;

create table catalog_conflicts (
    conflict_no      integer primary key,
    conflict_id      blob    not null unique,
    product_id       blob    not null,
    product_name     text    not null,
    field            text    not null,
    kept             text    not null,
    lost             text    not null,
    lost_register_id blob    not null,
    entry_id         blob    not null,
    server_time_ms   integer not null,
    dismissed        integer not null default 0
) strict;

-- The registers of the organization.
create table feed_registers (
    register_id blob primary key,
    store_id    blob not null,
    name        text not null,
    status      text not null
) strict, without rowid;
