insert into payments
    (organization_id, transaction_id, line, method, amount_cents, tendered_cents, change_cents, reference)
select $1, u.*
from unnest(
    $2::uuid[], $3::integer[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::text[]
) u
