-- One row an entity: a change moves it to a new number.
insert into catalog_feed
    (organization_id, feed_seq, entity, entity_id, origin_register_id, origin_entry_id)
select $1, $2 + touched.place, touched.entity, touched.id, touched.register_id, touched.entry_id
from unnest($3::text[], $4::uuid[], $5::uuid[], $6::uuid[])
    with ordinality as touched (entity, id, register_id, entry_id, place)
on conflict (organization_id, entity, entity_id) do update
set feed_seq = excluded.feed_seq,
    origin_register_id = excluded.origin_register_id,
    origin_entry_id = excluded.origin_entry_id,
    updated_at = now()
