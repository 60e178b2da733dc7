with store as (
    insert into stores (organization_id, store_id, name, settings, revision)
    values ($1, $2, $3, $4, $5)
    on conflict (organization_id, store_id) do update
    set name = excluded.name, settings = excluded.settings,
        revision = stores.revision + excluded.revision, updated_at = now()
)
update organizations
set store_name = $3, store_address = $6, store_phone = $7, setup_completed = true, updated_at = now()
where organization_id = $1
