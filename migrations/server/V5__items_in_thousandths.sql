-- Quantities under names that tell their unit, thousandths: the items of transactions. V6 and V7 do
-- the same for the two other tables.
--
-- The names quantity, stock and low_stock_threshold are known to other programs and stay for good.
-- They also stay the stored values: a node of the release before goes on writing them while the
-- nodes are exchanged. So the new names are generated from the old ones, and not the other way
-- round: a generated column cannot be written, and every push to an old node would fail.
--
-- The database keeps both equal by itself. The server writes the old names, and reads only the new
-- ones.
--
-- LOCK. Each of the three migrations is a database transaction of its own. It rewrites its table
-- and the indexes of it, under ACCESS EXCLUSIVE. It takes as long as copying them, and needs as
-- much free disk meanwhile. Until it ends, a push that stores such rows waits or is answered with
-- `unavailable`, and its register sends it again later. Nothing of a sale at a counter waits.
--
-- WHAT THE OPERATOR DOES. Run `migrate` when few people sell, and not beside pg_dump or another
-- long reader: the lock waits for it, and everything else waits for the lock. When `migrate` is
-- interrupted, what was not committed is undone; run it again, and it goes on where it was.

alter table transaction_items
    add column quantity_thousandths bigint not null generated always as (quantity) stored;
