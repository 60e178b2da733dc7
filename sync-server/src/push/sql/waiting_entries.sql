-- A document is projected where it arrived first: there it was written down in the same moment.
select aside.register_id, aside.epoch, aside.seq, aside.entry_id, entry.kind, entry.version,
    entry.recorded_at_ms, entry.utc_offset_minutes, entry.clock_suspect, entry.prev_hash, entry.hash,
    entry.signature, entry.body,
    coalesce(document.created_at = entry.created_at, false) as arrived_first
from quarantine as aside
join ledger_entries as entry
    on entry.organization_id = aside.organization_id and entry.register_id = aside.register_id
    and entry.epoch = aside.epoch and entry.seq = aside.seq
left join documents as document
    on document.organization_id = aside.organization_id and document.entry_id = aside.entry_id
where aside.organization_id = $1 and aside.reason = 'unknown_kind' and not aside.projected
    and (aside.register_id, aside.epoch, aside.seq) > ($2, $3, $4)
order by aside.register_id, aside.epoch, aside.seq
limit $5
for update of aside
