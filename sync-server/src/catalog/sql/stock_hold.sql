-- In one order on every node. A place that another node moved meanwhile is read anew when it is
-- let go.
select place.register_id, place.epoch, place.seq, head.seq
from stock_folds as place
join register_heads as head
    on head.organization_id = place.organization_id and head.register_id = place.register_id
    and head.epoch = place.epoch
where place.organization_id = $1 and head.seq > place.seq
order by place.register_id, place.epoch
for update of place
