update stock_folds
set seq = stretch.upto, updated_at = now()
from unnest($2::uuid[], $3::uuid[], $4::bigint[]) as stretch (register_id, epoch, upto)
where stock_folds.organization_id = $1 and stock_folds.register_id = stretch.register_id
    and stock_folds.epoch = stretch.epoch
