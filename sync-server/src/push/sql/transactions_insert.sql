insert into transactions
    (organization_id, register_id, transaction_id, entry_id, shift_id, cashier_id, kind, receipt_number, receipt_seq,
     original_transaction_id, business_date, recorded_at_ms, currency, gross_amount_cents, discount_cents, tax_cents,
     net_amount_cents, rounding_cents, change_cents, tax_lines, payment_method, payment_status)
select $1, $2, u.*, 'paid'
from unnest(
    $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::bigint[],
    $10::uuid[], $11::date[], $12::bigint[], $13::text[], $14::bigint[], $15::bigint[], $16::bigint[],
    $17::bigint[], $18::bigint[], $19::bigint[], $20::jsonb[], $21::text[]
) u
