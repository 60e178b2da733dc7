-- No `on conflict`: a product that another push made meanwhile was not seen here, and the database
-- transaction is begun again.
insert into products (organization_id, product_id, sku, barcode, name, category, unit, weighed,
    price_cents, cost_cents, tax_exempt, status, low_stock_threshold, revision, field_revisions)
select $1, made.*
from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::boolean[],
    $9::bigint[], $10::bigint[], $11::boolean[], $12::text[], $13::bigint[], $14::bigint[],
    $15::jsonb[]) as made
