-- Folded in the commit of the entry. Rows are appended in the order of the log, so that a commit
-- touches few pages however many sales there are. Amounts are integer minor units of the currency.

create table transactions (
    position         integer primary key,
    transaction_id   blob    not null unique,
    epoch            blob    not null,
    receipt_seq      integer not null,
    receipt_number   text    not null unique,
    kind             text    not null,
    shift_id         blob    not null,
    cashier_id       blob    not null,
    original_transaction_id blob,
    business_date    text    not null,
    recorded_at_ms   integer not null,
    utc_offset_minutes integer not null,
    currency         text    not null,
    item_count       integer not null,
    gross_amount_cents integer not null,
    discount_cents   integer not null,
    tax_cents        integer not null,
    net_amount_cents integer not null,
    rounding_cents   integer not null,
    change_cents     integer not null,
    -- The method of the only payment, or 'mixed', or 'none'.
    payment_method   text    not null
) strict;

create table shifts (
    shift_no           integer primary key,
    shift_id           blob    not null unique,
    opened_position    integer not null,
    opened_by          blob    not null,
    opened_at_ms       integer not null,
    utc_offset_minutes integer not null,
    business_date      text    not null,
    float_cents        integer not null,
    -- Sums of postings and counts so far, as JSON: one small row instead of one per account.
    totals             text    not null,
    closed_position    integer,
    closed_by          blob,
    closed_at_ms       integer,
    counted_cents      integer,
    expected_cents     integer,
    difference_cents   integer,
    -- The report that was signed into the log when the shift was closed, as JSON.
    report             text
) strict;

-- The settings of the store, one row per change: a receipt is headed by those in force when it was
-- issued.
create table store_versions (
    position integer primary key,
    settings text not null
) strict;

create table users (
    user_id            blob    primary key,
    role               text    not null,
    active             integer not null,
    profile_commitment blob    not null
) strict, without rowid;
