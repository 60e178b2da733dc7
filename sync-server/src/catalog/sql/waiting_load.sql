-- At most 500: more than a shop edits between two pushes.
select aside.register_id, aside.epoch, aside.seq, aside.entry_id, entry.version, entry.body
from quarantine as aside
join ledger_entries as entry
    on entry.organization_id = aside.organization_id and entry.register_id = aside.register_id
    and entry.epoch = aside.epoch and entry.seq = aside.seq
where aside.organization_id = $1 and aside.reason = 'reference_unknown' and not aside.projected
    and entry.kind = 'products_changed'
order by aside.created_at, aside.register_id, aside.epoch, aside.seq
limit 500
for update of aside
