-- What entries say, in tables. Everything here can be made again from ledger_entries.
--
-- These tables have no foreign keys: parent and child are written by one push out of one verified entry, a foreign key
-- would look each row up once more, and would refuse a sale whose shift was quarantined, which counts.

create table shifts (
    organization_id    uuid        not null,
    shift_id           uuid        not null,
    register_id        uuid        not null,
    -- Shifts of the register, counted from 1.
    number             bigint      not null,
    business_date      date        not null,
    opened_by          uuid        not null,
    opened_at_ms       bigint      not null,
    float_cents        bigint      not null,
    closed_by          uuid,
    closed_at_ms       bigint,
    counted_cents      bigint,
    expected_cents     bigint,
    difference_cents   bigint,
    note               text,
    -- The figures that were signed when the shift was closed.
    report             jsonb,
    created_at         timestamptz not null default now(),
    updated_at         timestamptz not null default now(),
    primary key (organization_id, shift_id)
);

create index shifts_by_created_at on shifts (organization_id, created_at);

alter table shifts enable row level security;
alter table shifts force row level security;
create policy tenant on shifts
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);

create table transactions (
    organization_id    uuid        not null,
    transaction_id     uuid        not null,
    register_id        uuid        not null,
    entry_id           uuid        not null,
    shift_id           uuid        not null,
    cashier_id         uuid        not null,
    kind               text        not null check (kind in ('sale', 'refund')),
    receipt_number     text        not null,
    receipt_seq        bigint      not null,
    original_transaction_id uuid,
    business_date      date        not null,
    -- By the register's clock; order is the ledger's.
    recorded_at_ms     bigint      not null,
    currency           text        not null,
    gross_amount_cents bigint      not null,
    discount_cents     bigint      not null,
    tax_cents          bigint      not null,
    net_amount_cents   bigint      not null,
    rounding_cents     bigint      not null,
    change_cents       bigint      not null,
    tax_lines          jsonb       not null,
    -- The method of the only payment, or 'mixed', or 'none'.
    payment_method     text        not null,
    payment_status     text        not null check (payment_status in ('paid')),
    created_at         timestamptz not null default now(),
    updated_at         timestamptz not null default now(),
    primary key (organization_id, transaction_id)
);

create index transactions_by_created_at on transactions (organization_id, created_at);
create index transactions_by_receipt on transactions (organization_id, register_id, receipt_number);
create index transactions_by_original on transactions (organization_id, original_transaction_id)
    where original_transaction_id is not null;

alter table transactions enable row level security;
alter table transactions force row level security;
create policy tenant on transactions
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);

create table transaction_items (
    organization_id  uuid        not null,
    transaction_id   uuid        not null,
    line             integer     not null,
    product_id       uuid        not null,
    product_name     text        not null,
    sku              text,
    barcode          text,
    unit             text,
    -- In thousandths.
    quantity         bigint      not null,
    unit_price_cents bigint      not null,
    cost_cents       bigint,
    gross_cents      bigint      not null,
    discount_cents   bigint      not null,
    net_cents        bigint      not null,
    subtotal_cents   bigint      not null,
    created_at       timestamptz not null default now(),
    updated_at       timestamptz not null default now(),
    primary key (organization_id, transaction_id, line)
);

create index transaction_items_by_created_at on transaction_items (organization_id, created_at);

alter table transaction_items enable row level security;
alter table transaction_items force row level security;
create policy tenant on transaction_items
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);

create table payments (
    organization_id uuid        not null,
    transaction_id  uuid        not null,
    line            integer     not null,
    method          text        not null,
    amount_cents    bigint      not null,
    tendered_cents  bigint      not null,
    change_cents    bigint      not null,
    reference       text,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    primary key (organization_id, transaction_id, line)
);

create index payments_by_created_at on payments (organization_id, created_at);

alter table payments enable row level security;
alter table payments force row level security;
create policy tenant on payments
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);

create table cash_movements (
    organization_id uuid        not null,
    entry_id        uuid        not null,
    register_id     uuid        not null,
    shift_id        uuid        not null,
    user_id         uuid        not null,
    kind            text        not null check (kind in ('paid_in', 'paid_out')),
    amount_cents    bigint      not null,
    reason          text        not null,
    recorded_at_ms  bigint      not null,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    primary key (organization_id, entry_id)
);

create index cash_movements_by_created_at on cash_movements (organization_id, created_at);

alter table cash_movements enable row level security;
alter table cash_movements force row level security;
create policy tenant on cash_movements
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);

-- In the order of the register's log: the fold into products.stock goes on where it was (stock_folds).
create table stock_movements (
    organization_id   uuid        not null,
    register_id       uuid        not null,
    epoch             uuid        not null,
    seq               bigint      not null,
    line              integer     not null,
    product_id        uuid        not null,
    delta_thousandths bigint      not null,
    reason            text        not null,
    created_at        timestamptz not null default now(),
    primary key (organization_id, register_id, epoch, seq, line)
);

alter table stock_movements enable row level security;
alter table stock_movements force row level security;
create policy tenant on stock_movements
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);

-- Stock that people received, counted or corrected, one row a product.
create table inventory_adjustments (
    organization_id uuid        not null,
    entry_id        uuid        not null,
    line            integer     not null,
    register_id     uuid        not null,
    product_id      uuid        not null,
    user_id         uuid        not null,
    reason          text        not null,
    note            text        not null,
    -- In thousandths; below zero for less.
    quantity        bigint      not null,
    recorded_at_ms  bigint      not null,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    primary key (organization_id, entry_id, line)
);

create index inventory_adjustments_by_created_at on inventory_adjustments (organization_id, created_at);

alter table inventory_adjustments enable row level security;
alter table inventory_adjustments force row level security;
create policy tenant on inventory_adjustments
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
