-- At most 500: more than a shop edits between two pushes.
select held.register_id, held.epoch, held.seq, held.entry_id, entry.version, entry.body
from quarantine as held
join ledger_entries as entry
    on entry.organization_id = held.organization_id and entry.register_id = held.register_id
    and entry.epoch = held.epoch and entry.seq = held.seq
where held.organization_id = $1 and held.reason = 'reference_unknown' and not held.projected
    and entry.kind = 'products_changed'
order by held.created_at, held.register_id, held.epoch, held.seq
limit 500
for update of held
