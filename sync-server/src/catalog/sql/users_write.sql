insert into users (organization_id, user_id, username, full_name, commitment_salt, pin_hash,
    pin_length, role, active, profile_commitment)
select $1, person.*
from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::smallint[], $8::text[],
    $9::boolean[], $10::bytea[]) as person
on conflict (organization_id, user_id) do update
set username = excluded.username, full_name = excluded.full_name,
    commitment_salt = excluded.commitment_salt, pin_hash = excluded.pin_hash,
    pin_length = excluded.pin_length, role = excluded.role, active = excluded.active,
    profile_commitment = excluded.profile_commitment, updated_at = now()
