update products
set sku = changed.sku, barcode = changed.barcode, name = changed.name, category = changed.category,
    unit = changed.unit, weighed = changed.weighed, price_cents = changed.price_cents,
    cost_cents = changed.cost_cents, tax_exempt = changed.tax_exempt, status = changed.status,
    low_stock_threshold = changed.low_stock_threshold, revision = changed.revision,
    field_revisions = changed.field_revisions, updated_at = now()
from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::boolean[],
    $9::bigint[], $10::bigint[], $11::boolean[], $12::text[], $13::bigint[], $14::bigint[],
    $15::jsonb[])
    as changed (product_id, sku, barcode, name, category, unit, weighed, price_cents, cost_cents,
        tax_exempt, status, low_stock_threshold, revision, field_revisions)
where products.organization_id = $1 and products.product_id = changed.product_id
