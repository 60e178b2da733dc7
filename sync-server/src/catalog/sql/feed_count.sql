-- Held from here to the commit: numbers become visible in their order.
insert into feed_counters (organization_id, feed_seq)
values ($1, $2)
on conflict (organization_id) do update
set feed_seq = feed_counters.feed_seq + excluded.feed_seq, updated_at = now()
returning feed_seq
