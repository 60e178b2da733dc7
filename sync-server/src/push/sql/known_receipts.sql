select hit.receipt_number
from unnest($3::text[]) wanted (receipt_number)
cross join lateral (
    select receipt_number from transactions
    where organization_id = $1 and register_id = $2 and receipt_number = wanted.receipt_number limit 1
) hit
