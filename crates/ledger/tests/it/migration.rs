//! A ledger of an older schema is brought up to date with everything in it.

use domain::{
    currency::{Currency, Locale},
    entry::{ClockReading, Entry, EntryBody, EntryHeader, Head, body::RegisterOpened, seal},
    store::StoreSettings,
};
use ledger::Ledger;
use rusqlite::Connection;

use crate::{
    open::raw_connection,
    shop::{NOW, QUIET, id, identity, ledger_key, register_key},
};

/// The schema before there was a server.
const ALONE: [&str; 5] = [
    include_str!("../../../../migrations/register/0001_entries.sql"),
    include_str!("../../../../migrations/register/0002_hot_projections.sql"),
    include_str!("../../../../migrations/register/0003_register_state.sql"),
    include_str!("../../../../migrations/register/0004_catalog.sql"),
    include_str!("../../../../migrations/register/0005_cold_projections.sql"),
];

fn opening(identity: &ledger::Identity) -> Entry {
    let body = EntryBody::RegisterOpened(Box::new(RegisterOpened {
        store_id: identity.store_id,
        register_name: "A1".to_owned(),
        public_key: register_key().public(),
        previous: None,
    }));
    let encoded = body.encode().unwrap();
    let head = Head::start(identity.epoch);
    let header = EntryHeader {
        organization_id: identity.organization_id,
        register_id: identity.register_id,
        epoch: identity.epoch,
        seq: 1,
        entry_id: id(),
        kind: encoded.kind,
        version: encoded.version,
        recorded_at_ms: NOW.recorded_at_ms,
        clock: ClockReading {
            utc_offset_minutes: 420,
            suspect: false,
        },
        prev_hash: head.hash,
    };
    seal(header, encoded.bytes, &register_key()).unwrap()
}

fn write(raw: &Connection, identity: &ledger::Identity, entry: &Entry, settings: &StoreSettings) {
    let header = &entry.header;
    raw.execute(
        "INSERT INTO identity VALUES (1, ?1, ?2, ?3, ?4)",
        (
            identity.organization_id,
            identity.store_id,
            identity.register_id,
            identity.epoch,
        ),
    )
    .unwrap();
    raw.execute(
        "INSERT INTO entries VALUES (1, ?1, ?2, ?3, 1, ?4, ?5, ?6, ?7, 420, 0, ?8, ?9, ?10, ?11)",
        rusqlite::params![
            header.organization_id,
            header.register_id,
            header.epoch,
            header.entry_id,
            header.kind.as_str(),
            header.version,
            header.recorded_at_ms,
            header.prev_hash.0,
            entry.hash.0,
            entry.signature,
            entry.body,
        ],
    )
    .unwrap();
    let key = register_key().public().to_hex();
    raw.execute(
        "INSERT INTO epochs (first_position, epoch, public_key) VALUES (1, ?1, ?2)",
        (identity.epoch, key),
    )
    .unwrap();
    let settings = serde_json::to_string(settings).unwrap();
    raw.execute("INSERT INTO store_versions VALUES (1, ?1)", [settings])
        .unwrap();
}

#[test]
fn a_ledger_from_before_the_server_keeps_everything() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("ledger.db");
    let identity = identity();
    let entry = opening(&identity);
    let currency = Currency::from_code("IDR").unwrap();
    let settings = StoreSettings::new("Toko Lama", &currency, Locale::Id);
    let raw = raw_connection(&path);
    for step in ALONE {
        raw.execute_batch(step).unwrap();
    }
    raw.pragma_update(None, "user_version", 5).unwrap();
    write(&raw, &identity, &entry, &settings);
    drop(raw);
    let ledger = Ledger::open(&path, &ledger_key(), QUIET).unwrap();
    assert_eq!(ledger.head().unwrap(), entry.head());
    let found = ledger.entry_by_id(entry.header.entry_id).unwrap().unwrap();
    assert_eq!(found.entry, entry);
    assert_eq!(ledger.store_settings().unwrap(), Some(settings));
    assert!(ledger.sync_state().unwrap().enrolment.is_none());
    assert_eq!(ledger.waiting().unwrap().entries, 1);
}
