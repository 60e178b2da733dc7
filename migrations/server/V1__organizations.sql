-- Organizations and what belongs to them from the start: stores, people, registers.
--
-- House rules of this schema, held by a test that reads the catalog of a migrated database:
-- organization_id comes first in every key and index, so that the tables can be distributed by it; row-level security
-- is forced everywhere, and a connection that has not said which organization it works for sees nothing; there is
-- no trigger and no sequence: ids come from clients, numbers that mean something are counted in rows.
-- Amounts are integer minor units of the currency, quantities integer thousandths.

create table organizations (
    organization_id uuid        primary key,
    name            text        not null,
    store_name      text,
    store_address   text,
    store_phone     text,
    setup_completed boolean     not null default false,
    -- The incarnation of the feed: cursors of another one are worth nothing.
    feed_epoch      uuid        not null,
    -- What goes into PIN hashes besides the PIN, sealed with a key that is not in this database.
    pepper_sealed   bytea       not null,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now()
);

create index organizations_by_created_at on organizations (organization_id, created_at);

alter table organizations enable row level security;
alter table organizations force row level security;
create policy tenant on organizations
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);

create table stores (
    organization_id uuid        not null references organizations,
    store_id        uuid        not null,
    name            text        not null,
    -- All settings as the log has them; null until the log says so.
    settings        jsonb,
    revision        bigint      not null default 0,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    primary key (organization_id, store_id)
);

create index stores_by_created_at on stores (organization_id, created_at);

alter table stores enable row level security;
alter table stores force row level security;
create policy tenant on stores
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);

create table users (
    organization_id    uuid        not null references organizations,
    user_id            uuid        not null,
    -- Names and PIN travel beside the log and can be erased: null until they arrive, and after that.
    username           text,
    full_name          text,
    commitment_salt    text,
    pin_hash           text,
    pin_length         smallint,
    -- From the log; null while only names and PIN have arrived.
    role               text        check (role in ('cashier', 'supervisor', 'owner')),
    active             boolean     not null default false,
    profile_commitment bytea,
    created_at         timestamptz not null default now(),
    updated_at         timestamptz not null default now(),
    primary key (organization_id, user_id),
    unique (organization_id, username) deferrable initially immediate
);

create index users_by_created_at on users (organization_id, created_at);

alter table users enable row level security;
alter table users force row level security;
create policy tenant on users
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);

create table registers (
    organization_id uuid        not null,
    register_id     uuid        not null,
    store_id        uuid        not null,
    name            text        not null,
    public_key      bytea       not null check (octet_length(public_key) = 32),
    status          text        not null default 'active' check (status in ('active', 'revoked')),
    -- The token of the enrolment's answer, good for the first push of an epoch.
    enrol_ratchet   bytea       not null check (octet_length(enrol_ratchet) = 16),
    revoked_at      timestamptz,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    primary key (organization_id, register_id),
    foreign key (organization_id, store_id) references stores
);

create index registers_by_created_at on registers (organization_id, created_at);

alter table registers enable row level security;
alter table registers force row level security;
create policy tenant on registers
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);

-- The one directory: a code is looked up before anybody knows which organization it belongs to, so that no policy can
-- guard it. It holds nothing of an organization but its id and, before it is founded, its name.
create table enrolment_codes (
    -- SHA-256 of the code; the code itself is nowhere.
    code_hash           bytea       primary key check (octet_length(code_hash) = 32),
    kind                text        not null check (kind in ('founding', 'joining')),
    -- What the organization will be called; founding codes only.
    organization_name   text,
    -- Joining codes: whose it is. Founding codes: who came with it.
    organization_id     uuid,
    store_id            uuid,
    created_by_user_id  uuid,
    expires_at          timestamptz not null,
    used_at             timestamptz,
    used_by_register_id uuid,
    used_public_key     bytea,
    created_at          timestamptz not null default now(),
    updated_at          timestamptz not null default now(),
    check ((kind = 'founding') = (organization_name is not null)),
    check (kind = 'founding' or (organization_id is not null and store_id is not null))
);
