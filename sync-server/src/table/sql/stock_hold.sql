-- In one order on every node. A position that another node moves meanwhile is read anew when it is
-- unlocked.
select fold.register_id, fold.epoch, fold.seq as folded_seq, head.seq as head_seq
from stock_folds as fold
join register_heads as head
    on head.organization_id = fold.organization_id and head.register_id = fold.register_id
    and head.epoch = fold.epoch
where fold.organization_id = $1 and head.seq > fold.seq
order by fold.register_id, fold.epoch
for update of fold
