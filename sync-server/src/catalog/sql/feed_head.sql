select organizations.feed_epoch, coalesce(feed_counters.feed_seq, 0)
from organizations
left join feed_counters using (organization_id)
where organizations.organization_id = $1
