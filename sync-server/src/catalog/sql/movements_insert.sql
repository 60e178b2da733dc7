insert into stock_movements
    (organization_id, register_id, epoch, seq, line, product_id, delta_thousandths, reason)
select $1, $2, $3, moved.*
from unnest($4::bigint[], $5::integer[], $6::uuid[], $7::bigint[], $8::text[]) as moved
