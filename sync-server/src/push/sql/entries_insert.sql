insert into ledger_entries
    (organization_id, register_id, epoch, seq, entry_id, kind, version, recorded_at_ms, utc_offset_minutes,
     clock_suspect, prev_hash, hash, signature, body)
select $1, $2, $3, u.*
from unnest(
    $4::bigint[], $5::uuid[], $6::text[], $7::integer[], $8::bigint[], $9::smallint[],
    $10::boolean[], $11::bytea[], $12::bytea[], $13::bytea[], $14::bytea[]
) u
