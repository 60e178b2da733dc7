update quarantine
set reason = coalesce(outcome.reason, quarantine.reason),
    detail = coalesce(outcome.detail, quarantine.detail),
    projected = outcome.projected,
    updated_at = now()
from unnest($4::bigint[], $5::text[], $6::text[], $7::boolean[])
    as outcome (seq, reason, detail, projected)
where quarantine.organization_id = $1 and quarantine.register_id = $2 and quarantine.epoch = $3
    and quarantine.seq = outcome.seq
