insert into transaction_items
    (organization_id, transaction_id, line, product_id, product_name, sku, barcode, unit, quantity, unit_price_cents,
     cost_cents, gross_cents, discount_cents, net_cents, subtotal_cents)
select $1, u.*
from unnest(
    $2::uuid[], $3::integer[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[], $10::bigint[],
    $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[]
) u
