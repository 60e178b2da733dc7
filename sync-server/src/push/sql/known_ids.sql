select 's', hit.shift_id, hit.is_closed
from unnest($2::uuid[]) wanted (id)
cross join lateral (
    select shift_id, closed_at_ms is not null as is_closed from shifts
    where organization_id = $1 and shift_id = wanted.id limit 1
) hit
union all
select 'u', hit.user_id, false
from unnest($3::uuid[]) wanted (id)
cross join lateral (
    select user_id from users
    where organization_id = $1 and user_id = wanted.id and role is not null limit 1
) hit
union all
select 't', hit.transaction_id, false
from unnest($4::uuid[]) wanted (id)
cross join lateral (
    select transaction_id from transactions
    where organization_id = $1 and transaction_id = wanted.id limit 1
) hit
