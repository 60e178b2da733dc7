-- Quantities under names that tell their unit: thousandths.
--
-- The names quantity, stock and low_stock_threshold are known to other programs and stay for good.
-- They also stay the stored values: during a rolling upgrade a node of the release before this one
-- goes on writing them, in this schema. So the new names are generated from the old ones, and not
-- the other way round: a generated column cannot be written, and every push to an old node would
-- fail.
--
-- The database keeps both equal by itself. The server reads the new names and writes the old ones.
-- Each statement rewrites its table once, and locks it meanwhile.

alter table transaction_items
    add column quantity_thousandths bigint not null generated always as (quantity) stored;

alter table inventory_adjustments
    add column quantity_thousandths bigint not null generated always as (quantity) stored;

alter table products
    add column stock_thousandths bigint not null generated always as (stock) stored,
    add column low_stock_threshold_thousandths bigint
        generated always as (low_stock_threshold) stored;
