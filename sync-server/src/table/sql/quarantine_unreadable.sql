-- An entry is projected in the log in which it arrived first: its id was stored there in the same
-- database transaction.
select held.register_id, held.epoch, held.seq, held.entry_id, entry.kind, entry.version,
    entry.recorded_at_ms, entry.utc_offset_minutes, entry.clock_suspect, entry.prev_hash,
    entry.hash, entry.signature, entry.body,
    coalesce(document.created_at = entry.created_at, false) as arrived_first
from quarantine as held
join ledger_entries as entry
    on entry.organization_id = held.organization_id and entry.register_id = held.register_id
    and entry.epoch = held.epoch and entry.seq = held.seq
left join documents as document
    on document.organization_id = held.organization_id and document.entry_id = held.entry_id
where held.organization_id = $1 and held.reason = 'unknown_kind' and not held.projected
    and (held.register_id, held.epoch, held.seq) > ($2, $3, $4)
order by held.register_id, held.epoch, held.seq
limit $5
for update of held
