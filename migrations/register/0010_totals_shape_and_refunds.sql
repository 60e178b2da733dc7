-- The version of the shape of stored totals. Totals of another shape than the program's are folded
-- again from the entries.
alter table shifts add column totals_shape integer not null default 1;
alter table daily_totals add column totals_shape integer not null default 1;

-- Finds the refunds of a sale. A sale names no other transaction, so that it writes no page of this.
create index transactions_by_original on transactions (original_transaction_id)
    where original_transaction_id is not null;
