-- As many as `feed_rows.sql` yields: without people that have no role and stores that have no
-- settings.
select count(*) - (
    select count(*)
    from catalog_feed as feed
    join users as person
        on person.organization_id = feed.organization_id and person.user_id = feed.entity_id
    where feed.organization_id = $1 and feed.entity = 'user' and person.role is null
) - (
    select count(*)
    from catalog_feed as feed
    join stores as store
        on store.organization_id = feed.organization_id and store.store_id = feed.entity_id
    where feed.organization_id = $1 and feed.entity = 'store' and store.settings is null
) as count
from catalog_feed
where organization_id = $1
