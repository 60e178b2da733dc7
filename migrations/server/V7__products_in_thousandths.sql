-- See V5: the lock, and what the operator does. This table has one row for each product. While it
-- is locked, pulls and snapshots wait too.

alter table products
    add column stock_thousandths bigint not null generated always as (stock) stored,
    add column low_stock_threshold_thousandths bigint
        generated always as (low_stock_threshold) stored;
