-- In the order of the ids, so that two pushes that share products wait and do not deadlock.
select product_id, sku, barcode, name, category, unit, weighed, price_cents, cost_cents, tax_exempt,
    status, low_stock_threshold_thousandths, revision, field_revisions
from products
where organization_id = $1 and product_id = any($2)
order by product_id
for update
