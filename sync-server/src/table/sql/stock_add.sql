-- `stock` is written, and `stock_thousandths` is generated from it.
update products
set stock = greatest(
    least(products.stock_thousandths::numeric + moved.delta, 9007199254740991),
    -9007199254740991)::bigint
from unnest($2::uuid[], $3::bigint[]) as moved (product_id, delta)
where products.organization_id = $1 and products.product_id = moved.product_id
