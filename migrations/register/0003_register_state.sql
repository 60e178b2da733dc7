-- What belongs to this register and is not part of the log: it can be erased, or is in motion.

-- Names and PINs stay out of hashed bodies, so that a person can be forgotten; the log holds only
-- a salted commitment to the names.
create table user_profiles (
    user_id         blob    primary key,
    username        text    not null unique,
    full_name       text    not null,
    commitment_salt blob    not null
) strict, without rowid;

create table user_pins (
    user_id         blob    primary key,
    -- Argon2id, PHC string.
    pin_hash        text    not null,
    pin_length      integer not null,
    -- Wrong tries since the last right one.
    wrong_tries     integer not null default 0,
    locked_until_ms integer
) strict, without rowid;

-- The cart that is on the screen: one row, so that a change touches one page.
create table carts (
    only_row integer primary key check (only_row = 1),
    revision integer not null,
    -- The last 32 commands that changed it, 16 bytes each, the newest last.
    commands blob    not null check (length(commands) % 16 = 0),
    cart     text    not null
) strict;

-- Jobs that are open, and the last finished ones. Kept small, so that no index is needed.
create table print_jobs (
    job_id         integer primary key,
    what           text    not null check (what in ('receipt', 'copy', 'shift_report', 'test')),
    label          text    not null,
    -- The transaction or shift that is printed.
    subject_id     blob,
    -- Which copy of a receipt, 1 for the first.
    copy           integer,
    -- What a test slip needs, as JSON.
    payload        text,
    state          text    not null check
        (state in ('queued', 'printing', 'printed', 'failed', 'interrupted', 'discarded')),
    attempts       integer not null default 0,
    error_code     text,
    created_at_ms  integer not null
) strict;

-- Choices of this register (printer, theme, text size), as JSON by name.
create table preferences (
    name  text primary key,
    value text not null
) strict, without rowid;
