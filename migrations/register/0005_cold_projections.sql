-- Folded right after the commit by the maintenance thread, and dropped and folded again at will.
-- An index by product written in the commit would be the costliest thing in it.

create table fold_cursor (
    only_row integer primary key check (only_row = 1),
    -- The last position that is folded.
    position integer not null
) strict;

insert into fold_cursor (only_row, position) values (1, 0);

create table transaction_items (
    position             integer not null,
    line                 integer not null,
    product_id           blob    not null,
    product_name         text    not null,
    quantity_thousandths integer not null,
    unit_price_cents     integer not null,
    cost_cents           integer,
    gross_cents          integer not null,
    discount_cents       integer not null,
    net_cents            integer not null,
    primary key (position, line)
) strict, without rowid;

create index transaction_items_by_product on transaction_items (product_id, position);

create table payments (
    position     integer not null,
    line         integer not null,
    method       text    not null,
    amount_cents integer not null,
    reference    text,
    primary key (position, line)
) strict, without rowid;

create table stock_movements (
    position          integer not null,
    line              integer not null,
    product_id        blob    not null,
    delta_thousandths integer not null,
    reason            text    not null,
    primary key (position, line)
) strict, without rowid;

create index stock_movements_by_product on stock_movements (product_id, position);

create table stock_levels (
    product_id        blob    primary key,
    level_thousandths integer not null
) strict, without rowid;

-- Sums of a business day, as JSON of the same totals that a shift has.
create table daily_totals (
    business_date text primary key,
    totals        text not null
) strict, without rowid;
