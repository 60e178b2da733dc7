-- The settings of a store are a copy of what the body of a `store_changed` entry holds. The version
-- of that body is kept beside them, so that a later program can read a copy that an earlier one
-- stored. All copies up to now are of version 1, and the release before this one writes no other.
--
-- A default that is a constant rewrites nothing: the lock is held for a moment.

alter table stores
    add column settings_version integer not null default 1 check (settings_version > 0);
