-- See V5: the lock, and what the operator does. This table is smaller, with one row for each
-- product that was received, counted or corrected.

alter table inventory_adjustments
    add column quantity_thousandths bigint not null generated always as (quantity) stored;
