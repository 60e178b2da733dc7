-- Logs that were never folded begin at their beginning.
insert into stock_folds (organization_id, register_id, epoch, seq)
select organization_id, register_id, epoch, 0
from register_heads
where organization_id = $1
on conflict do nothing
