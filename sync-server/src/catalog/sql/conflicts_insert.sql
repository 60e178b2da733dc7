insert into catalog_conflicts (organization_id, conflict_id, product_id, product_name, field, kept,
    lost, lost_register_id, entry_id, server_time_ms)
select $1, met.*, $10
from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::uuid[],
    $9::uuid[]) as met
on conflict (organization_id, conflict_id) do nothing
