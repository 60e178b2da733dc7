update quarantine
set projected = true, updated_at = now()
from unnest($2::uuid[], $3::uuid[], $4::bigint[]) as taken (register_id, epoch, seq)
where quarantine.organization_id = $1 and quarantine.register_id = taken.register_id
    and quarantine.epoch = taken.epoch and quarantine.seq = taken.seq
