-- The logs of registers as they were sent, and how far each is stored.

-- Append-only: the server's role may neither change nor remove a row.
create table ledger_entries (
    organization_id    uuid        not null,
    register_id        uuid        not null,
    epoch              uuid        not null,
    seq                bigint      not null check (seq > 0),
    entry_id           uuid        not null,
    kind               text        not null,
    version            integer     not null,
    recorded_at_ms     bigint      not null,
    utc_offset_minutes smallint    not null,
    clock_suspect      boolean     not null,
    prev_hash          bytea       not null,
    hash               bytea       not null,
    signature          bytea       not null,
    -- The exact bytes that were hashed.
    body               bytea       not null,
    created_at         timestamptz not null default now(),
    primary key (organization_id, register_id, epoch, seq)
);

alter table ledger_entries enable row level security;
alter table ledger_entries force row level security;
create policy tenant on ledger_entries
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);

-- One row per register and epoch; the only row that a push locks.
create table register_heads (
    organization_id  uuid        not null,
    register_id      uuid        not null,
    epoch            uuid        not null,
    seq              bigint      not null,
    hash             bytea       not null check (octet_length(hash) = 32),
    -- Changes when the head moves; the one before is good too, since an answer may be lost. Another one belongs to a
    -- copy of the register.
    ratchet          bytea       not null check (octet_length(ratchet) = 16),
    previous_ratchet bytea       check (octet_length(previous_ratchet) = 16),
    created_at       timestamptz not null default now(),
    updated_at       timestamptz not null default now(),
    primary key (organization_id, register_id, epoch),
    foreign key (organization_id, register_id) references registers
) with (fillfactor = 50);

alter table register_heads enable row level security;
alter table register_heads force row level security;
create policy tenant on register_heads
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);

-- Each business document once, in however many epochs it was appended (Promise 2).
create table documents (
    organization_id uuid        not null,
    entry_id        uuid        not null,
    -- SHA-256 of kind, version and body: the same id with another body is no repetition.
    digest          bytea       not null check (octet_length(digest) = 32),
    created_at      timestamptz not null default now(),
    primary key (organization_id, entry_id)
);

alter table documents enable row level security;
alter table documents force row level security;
create policy tenant on documents
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);

-- Entries that are stored and stand aside (Promise 5).
create table quarantine (
    organization_id uuid        not null,
    register_id     uuid        not null,
    epoch           uuid        not null,
    seq             bigint      not null,
    entry_id        uuid        not null,
    reason          text        not null,
    -- The broken rule in words.
    detail          text        not null,
    -- Whether it counts all the same.
    projected       boolean     not null,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    primary key (organization_id, register_id, epoch, seq)
);

alter table quarantine enable row level security;
alter table quarantine force row level security;
create policy tenant on quarantine
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);

-- What was refused because it contradicts what is stored, or was changed on the way. Append-only.
create table fork_evidence (
    organization_id uuid        not null,
    register_id     uuid        not null,
    epoch           uuid        not null,
    seq             bigint      not null,
    -- SHA-256 of the bytes: the same attempt twice is one row.
    digest          bytea       not null check (octet_length(digest) = 32),
    kind            text        not null check (kind in ('fork', 'tamper', 'ratchet', 'epoch')),
    -- The broken rule in words.
    detail          text        not null,
    -- The entry as it was sent, in line form; empty where no entry is at fault.
    sent            bytea       not null,
    -- The hash that is stored at this seq, where one is.
    stored_hash     bytea,
    created_at      timestamptz not null default now(),
    primary key (organization_id, register_id, epoch, seq, digest)
);

alter table fork_evidence enable row level security;
alter table fork_evidence force row level security;
create policy tenant on fork_evidence
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);

-- What a person should look at: one row per register, epoch and kind, however often it happens.
create table alarms (
    organization_id uuid        not null,
    register_id     uuid        not null,
    epoch           uuid        not null,
    kind            text        not null,
    detail          text        not null,
    times           bigint      not null default 1,
    dismissed_at    timestamptz,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    primary key (organization_id, register_id, epoch, kind)
);

alter table alarms enable row level security;
alter table alarms force row level security;
create policy tenant on alarms
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);

-- Requests that were answered: the very same one again is a replay. Rows live as long as a request may be late.
create table request_nonces (
    organization_id uuid        not null,
    register_id     uuid        not null,
    nonce           bytea       not null check (octet_length(nonce) = 16),
    created_at      timestamptz not null default now(),
    primary key (organization_id, register_id, nonce)
);

alter table request_nonces enable row level security;
alter table request_nonces force row level security;
create policy tenant on request_nonces
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
