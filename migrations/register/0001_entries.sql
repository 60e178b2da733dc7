-- The log. Everything else in this file can be derived from it, or is the register's own business.

create table identity (
    only_row        integer primary key check (only_row = 1),
    organization_id blob    not null check (length(organization_id) = 16),
    store_id        blob    not null check (length(store_id) = 16),
    register_id     blob    not null check (length(register_id) = 16),
    -- The epoch that the next entry is appended to.
    epoch           blob    not null check (length(epoch) = 16)
) strict;

-- `position` numbers the entries of all epochs of this file, 1..n; `seq` numbers those of one epoch.
-- There is no index on (epoch, seq): a page less in every commit. An epoch starts at a known
-- position, so that position = first_position + seq - 1; `verify` checks it.
create table entries (
    position           integer primary key,
    organization_id    blob    not null,
    register_id        blob    not null,
    epoch              blob    not null,
    seq                integer not null check (seq >= 1),
    entry_id           blob    not null unique,
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

create table epochs (
    first_position integer primary key,
    epoch          blob not null unique,
    public_key     text not null
) strict;
