-- The feed above a number, each row with its entity as it is now. A person without a role and a
-- store without settings are left out: their row comes again when they have one. A row about an
-- entity that only a newer program knows stays in.
select feed.feed_seq, feed.entity, feed.entity_id, feed.origin_register_id, feed.origin_entry_id,
    product.product_id, product.revision, product.sku, product.barcode, product.name,
    product.category, product.unit, product.weighed, product.price_cents, product.cost_cents,
    product.tax_exempt, product.status, product.low_stock_threshold_thousandths,
    person.user_id, person.role, person.active, person.username, person.full_name,
    person.commitment_salt, person.pin_hash, person.pin_length,
    store.store_id, store.revision as store_revision, store.settings, store.settings_version,
    register.register_id, register.store_id as register_store_id, register.name as register_name,
    register.status as register_status,
    met.conflict_id, met.product_id as conflict_product_id,
    met.product_name as conflict_product_name, met.field as conflict_field,
    met.kept as conflict_kept, met.lost as conflict_lost,
    met.lost_register_id as conflict_lost_register_id, met.entry_id as conflict_entry_id,
    met.server_time_ms as conflict_server_time_ms
from catalog_feed as feed
left join products as product
    on feed.entity = 'product' and product.organization_id = feed.organization_id
    and product.product_id = feed.entity_id
left join users as person
    on feed.entity = 'user' and person.organization_id = feed.organization_id
    and person.user_id = feed.entity_id and person.role is not null
left join stores as store
    on feed.entity = 'store' and store.organization_id = feed.organization_id
    and store.store_id = feed.entity_id and store.settings is not null
left join registers as register
    on feed.entity = 'register' and register.organization_id = feed.organization_id
    and register.register_id = feed.entity_id
left join catalog_conflicts as met
    on feed.entity = 'conflict' and met.organization_id = feed.organization_id
    and met.conflict_id = feed.entity_id
where feed.organization_id = $1 and feed.feed_seq > $2
    and (feed.entity <> 'user' or person.user_id is not null)
    and (feed.entity <> 'store' or store.store_id is not null)
order by feed.feed_seq
limit $3
