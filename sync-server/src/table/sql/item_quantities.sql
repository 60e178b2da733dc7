-- Sums stay within what JSON keeps exactly.
select false as is_refund, transaction_id, product_id,
    least(sum(quantity_thousandths), 9007199254740991)::bigint as quantity_thousandths
from transaction_items
where organization_id = $1 and transaction_id = any($2)
group by transaction_id, product_id
union all
select true, refund.original_transaction_id, item.product_id,
    least(sum(item.quantity_thousandths), 9007199254740991)::bigint
from transactions as refund
join transaction_items as item
    on item.organization_id = refund.organization_id
    and item.transaction_id = refund.transaction_id
where refund.organization_id = $1 and refund.original_transaction_id = any($2)
group by refund.original_transaction_id, item.product_id
