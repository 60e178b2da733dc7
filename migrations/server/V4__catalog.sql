-- The catalog as all registers' edits leave it, and the feed that carries it down.

create table products (
    organization_id     uuid        not null,
    product_id          uuid        not null,
    sku                 text,
    barcode             text,
    name                text        not null,
    category            text,
    unit                text,
    weighed             boolean     not null default false,
    price_cents         bigint,
    cost_cents          bigint,
    tax_exempt          boolean     not null default false,
    status              text        not null check (status in ('active', 'inactive')),
    -- In thousandths: a level at or below it is low.
    low_stock_threshold bigint,
    -- In thousandths: the movements folded so far.
    stock               bigint      not null default 0,
    -- Changes applied so far: what an edit names as its base.
    revision            bigint      not null,
    -- By field: the revision that changed it last, and the register that did.
    field_revisions     jsonb       not null default '{}',
    created_at          timestamptz not null default now(),
    updated_at          timestamptz not null default now(),
    primary key (organization_id, product_id),
    unique (organization_id, sku) deferrable initially immediate
);

create index products_by_created_at on products (organization_id, created_at);
create index products_by_barcode on products (organization_id, barcode) where barcode is not null;

alter table products enable row level security;
alter table products force row level security;
create policy tenant on products
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);

create table categories (
    organization_id uuid        not null,
    name            text        not null,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    primary key (organization_id, name)
);

create index categories_by_created_at on categories (organization_id, created_at);

alter table categories enable row level security;
alter table categories force row level security;
create policy tenant on categories
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);

-- The last number of the feed. Held from the update to the commit, so that numbers appear in the order in which their
-- rows become visible: a reader can skip none.
create table feed_counters (
    organization_id uuid        primary key references organizations,
    feed_seq        bigint      not null default 0,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now()
) with (fillfactor = 50);

alter table feed_counters enable row level security;
alter table feed_counters force row level security;
create policy tenant on feed_counters
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);

-- One row per entity, at the number of its last change. The state is in the entity's own table.
create table catalog_feed (
    organization_id    uuid        not null,
    feed_seq           bigint      not null,
    entity             text        not null check (entity in ('product', 'user', 'store', 'register', 'conflict')),
    entity_id          uuid        not null,
    -- The entry that made the change, when one did.
    origin_register_id uuid,
    origin_entry_id    uuid,
    created_at         timestamptz not null default now(),
    updated_at         timestamptz not null default now(),
    primary key (organization_id, feed_seq),
    unique (organization_id, entity, entity_id)
);

alter table catalog_feed enable row level security;
alter table catalog_feed force row level security;
create policy tenant on catalog_feed
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);

create table catalog_conflicts (
    organization_id  uuid        not null,
    conflict_id      uuid        not null,
    product_id       uuid        not null,
    product_name     text        not null,
    field            text        not null,
    -- Both values as JSON.
    kept             text        not null,
    lost             text        not null,
    lost_register_id uuid        not null,
    entry_id         uuid        not null,
    server_time_ms   bigint      not null,
    created_at       timestamptz not null default now(),
    updated_at       timestamptz not null default now(),
    primary key (organization_id, conflict_id)
);

create index catalog_conflicts_by_created_at on catalog_conflicts (organization_id, created_at);

alter table catalog_conflicts enable row level security;
alter table catalog_conflicts force row level security;
create policy tenant on catalog_conflicts
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);

-- How far the stock movements of a register's epoch are in products.stock.
create table stock_folds (
    organization_id uuid        not null,
    register_id     uuid        not null,
    epoch           uuid        not null,
    seq             bigint      not null,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    primary key (organization_id, register_id, epoch)
);

alter table stock_folds enable row level security;
alter table stock_folds force row level security;
create policy tenant on stock_folds
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);

-- Movements of products that have not arrived yet (another register made them): placed when they do.
create table stock_unplaced (
    organization_id   uuid        not null,
    product_id        uuid        not null,
    delta_thousandths bigint      not null,
    created_at        timestamptz not null default now(),
    updated_at        timestamptz not null default now(),
    primary key (organization_id, product_id)
);

alter table stock_unplaced enable row level security;
alter table stock_unplaced force row level security;
create policy tenant on stock_unplaced
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
