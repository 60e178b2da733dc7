-- Sums stay within what JSON keeps exactly, whatever a log says.
with waiting as (
    delete from stock_unplaced
    where organization_id = $1
    returning product_id, delta_thousandths
), moved as (
    select movement.product_id, movement.delta_thousandths
    from unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::bigint[])
        as range (register_id, epoch, after, upto)
    join stock_movements as movement
        on movement.organization_id = $1 and movement.register_id = range.register_id
        and movement.epoch = range.epoch and movement.seq > range.after
        and movement.seq <= range.upto
    union all
    select product_id, delta_thousandths from waiting
)
select product_id,
    greatest(least(sum(delta_thousandths), 9007199254740991), -9007199254740991)::bigint as delta
from moved
group by product_id
having sum(delta_thousandths) <> 0
