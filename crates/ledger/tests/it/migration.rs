//! A ledger of an older schema is migrated with all its data.

use domain::cart::{Cart, TransactionKind};
use domain::currency::{Currency, Locale};
use domain::discount_approval::ApprovedDiscounts;
use domain::entry::kinds::{RegisterOpened, StoreChanged};
use domain::entry::{ClockReading, Entry, EntryBody, EntryHeader, Head, seal};
use domain::store::StoreSettings;
use domain::user::{Approval, Permission};
use ledger::{CartRow, Ledger};
use rusqlite::Connection;
use uuid::Uuid;

use crate::open::raw_connection;
use crate::shop::{NOW, QUIET, cart_of, id, identity, ledger_key, products, register_key};

/// The schema before there was a server.
const ALONE: [&str; 5] = [
    include_str!("../../../../migrations/register/0001_entries.sql"),
    include_str!("../../../../migrations/register/0002_hot_projections.sql"),
    include_str!("../../../../migrations/register/0003_register_state.sql"),
    include_str!("../../../../migrations/register/0004_catalog.sql"),
    include_str!("../../../../migrations/register/0005_cold_projections.sql"),
];

/// The first two entries of a log: the register's opening and the settings of its store.
fn first_entries(identity: &ledger::Identity, settings: &StoreSettings) -> [Entry; 2] {
    let opening = EntryBody::RegisterOpened(Box::new(RegisterOpened {
        store_id: identity.store_id,
        register_name: "A1".to_owned(),
        public_key: register_key().public(),
        previous: None,
    }));
    let named = EntryBody::StoreChanged(Box::new(StoreChanged {
        by_user_id: None,
        settings: settings.clone(),
    }));
    let opening = entry(identity, Head::start(identity.epoch), &opening);
    let named = entry(identity, opening.head(), &named);
    [opening, named]
}

/// The entry after this head.
fn entry(identity: &ledger::Identity, head: Head, body: &EntryBody) -> Entry {
    let encoded = body.encode().unwrap();
    let header = EntryHeader {
        organization_id: identity.organization_id,
        register_id: identity.register_id,
        epoch: identity.epoch,
        seq: head.seq + 1,
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

fn write(
    raw: &Connection,
    identity: &ledger::Identity,
    entries: &[Entry],
    settings: &StoreSettings,
) {
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
    for (position, entry) in (1_i64..).zip(entries) {
        let header = &entry.header;
        raw.execute(
            "INSERT INTO entries
             VALUES (?1, ?2, ?3, ?4, ?1, ?5, ?6, ?7, ?8, 420, 0, ?9, ?10, ?11, ?12)",
            rusqlite::params![
                position,
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
    }
    let key = register_key().public().to_hex();
    raw.execute(
        "INSERT INTO epochs (first_position, epoch, public_key) VALUES (1, ?1, ?2)",
        (identity.epoch, key),
    )
    .unwrap();
    let settings = serde_json::to_string(settings).unwrap();
    raw.execute("INSERT INTO store_versions VALUES (2, ?1)", [settings])
        .unwrap();
}

#[test]
fn a_ledger_from_before_the_server_keeps_everything() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("ledger.db");
    let identity = identity();
    let settings = settings("Toko Lama");
    let entries = first_entries(&identity, &settings);
    let raw = raw_connection(&path);
    for step in ALONE {
        raw.execute_batch(step).unwrap();
    }
    raw.pragma_update(None, "user_version", 5).unwrap();
    write(&raw, &identity, &entries, &settings);
    drop(raw);
    let ledger = Ledger::open(&path, &ledger_key(), QUIET).unwrap();
    assert_eq!(ledger.head().unwrap(), entries[1].head());
    for entry in entries {
        let found = ledger.entry_by_id(entry.header.entry_id).unwrap().unwrap();
        assert_eq!(found.entry, entry);
    }
    assert_eq!(ledger.store_settings().unwrap(), Some(settings));
    assert!(ledger.sync_state().unwrap().enrolment.is_none());
    assert_eq!(ledger.pending_entries().unwrap().entries, 2);
}

fn settings(name: &str) -> StoreSettings {
    StoreSettings::new(name, &Currency::from_code("IDR").unwrap(), Locale::Id)
}

#[test]
fn settings_that_came_down_the_feed_hold_after_those_of_the_log() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("ledger.db");
    let identity = identity();
    let (own, fed) = (settings("Toko Lama"), settings("Toko Baru"));
    let raw = raw_connection(&path);
    for step in ALONE {
        raw.execute_batch(step).unwrap();
    }
    write(&raw, &identity, &first_entries(&identity, &own), &own);
    for step in ONE_CART {
        raw.execute_batch(step).unwrap();
    }
    raw.execute(
        "INSERT INTO store_versions (position, feed_seq, settings) VALUES (3, 7, ?1)",
        [serde_json::to_string(&fed).unwrap()],
    )
    .unwrap();
    raw.pragma_update(None, "user_version", 8).unwrap();
    drop(raw);
    let ledger = Ledger::open(&path, &ledger_key(), QUIET).unwrap();
    assert_eq!(ledger.store_settings_at(1).unwrap(), None);
    assert_eq!(ledger.store_settings_at(2).unwrap(), Some(own));
    assert_eq!(ledger.store_settings().unwrap(), Some(fed));
}

/// The schema when there was one cart, with its approvals in a preference.
const ONE_CART: [&str; 3] = [
    include_str!("../../../../migrations/register/0006_sync.sql"),
    include_str!("../../../../migrations/register/0007_profile_feed.sql"),
    include_str!("../../../../migrations/register/0008_skipped_rows.sql"),
];

/// A row of a sale: its transaction, shift and cashier.
const SALE: &str = "INSERT INTO transactions VALUES (1, ?1, x'00', 1, 'A1-000001', 'sale', ?2, ?3,
    NULL, '2026-11-22', 0, 420, 'IDR', 0, 0, 0, 0, 0, 0, 0, 'none')";

/// The rows of the old schema besides the cart.
#[derive(Clone, Copy)]
enum Beside {
    Nothing,
    /// The entry of a sale whose command has the cart's id.
    Sale,
    /// Approvals that name the cart.
    Approvals,
    /// Approvals that name an earlier cart.
    OlderApprovals,
}

fn approval() -> Approval {
    Approval {
        user_id: id(),
        permission: Permission::DiscountAboveLimit,
    }
}

/// Writes a ledger of the old schema with this cart, and opens it with the new program.
fn migrated(cart: &Cart, beside: Beside, approval: Approval) -> (CartRow, Uuid) {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("ledger.db");
    let identity = identity();
    let settings = settings("Toko Lama");
    let mut entries = first_entries(&identity, &settings);
    let transaction_id = id();
    let raw = raw_connection(&path);
    for step in ALONE {
        raw.execute_batch(step).unwrap();
    }
    if matches!(beside, Beside::Sale) {
        entries[0].header.entry_id = cart.id();
    }
    write(&raw, &identity, &entries, &settings);
    for step in ONE_CART {
        raw.execute_batch(step).unwrap();
    }
    raw.pragma_update(None, "user_version", 8).unwrap();
    if matches!(beside, Beside::Sale) {
        raw.execute(SALE, (transaction_id, id(), id())).unwrap();
    }
    let commands = id();
    raw.execute(
        "INSERT INTO carts (only_row, revision, commands, cart) VALUES (1, 7, ?1, ?2)",
        (
            commands.as_bytes().as_slice(),
            serde_json::to_string(cart).unwrap(),
        ),
    )
    .unwrap();
    let named = match beside {
        Beside::Approvals => Some(cart.id()),
        Beside::OlderApprovals => Some(id()),
        Beside::Nothing | Beside::Sale => None,
    };
    if let Some(cart_id) = named {
        let kept = serde_json::json!({ "cart_id": cart_id, "approvals": [approval] });
        raw.execute(
            "INSERT INTO preferences (name, value) VALUES ('cart_approvals', ?1)",
            [kept.to_string()],
        )
        .unwrap();
    }
    drop(raw);
    let ledger = Ledger::open(&path, &ledger_key(), QUIET).unwrap();
    let kept: Option<serde_json::Value> = ledger.preference("cart_approvals").unwrap();
    assert_eq!(kept, None);
    let row = ledger.cart_load().unwrap().unwrap();
    assert!(row.knows(commands) && ledger.command_is_known(commands).unwrap());
    let saved = ledger
        .commit(|commit| commit.cart_save(row.state.clone(), id(), row.revision))
        .unwrap();
    assert_eq!(saved.revision, 8);
    (row, transaction_id)
}

#[test]
fn the_running_cart_and_its_approvals_move_into_the_table_of_carts() {
    let (full, empty) = (
        cart_of(&products(2), TransactionKind::Sale),
        cart_of(&[], TransactionKind::Sale),
    );
    let mut cleared = full.clone();
    cleared.clear();
    let cases = [
        ("a running sale", &full, Beside::Nothing, false, false),
        ("an approved sale", &full, Beside::Approvals, true, false),
        (
            "approvals of an earlier cart",
            &full,
            Beside::OlderApprovals,
            false,
            false,
        ),
        ("a paid sale", &empty, Beside::Sale, false, true),
        ("an empty cart", &empty, Beside::Nothing, false, false),
        ("a cleared cart", &cleared, Beside::Sale, false, false),
    ];
    for (name, cart, beside, is_approved, is_paid) in cases {
        let approval = approval();
        let (row, transaction_id) = migrated(cart, beside, approval);
        assert_eq!((row.revision, &row.state.cart), (7, cart), "{name}");
        let approvals = if is_approved { vec![approval] } else { vec![] };
        let stored = row.state.approvals.iter();
        let stored: Vec<_> = stored.map(ApprovedDiscounts::approval).collect();
        assert_eq!(stored, approvals, "{name}");
        let completed = is_paid.then_some(transaction_id);
        assert_eq!(row.state.completed_transaction_id, completed, "{name}");
        assert_eq!(row.state.payments_taken, [], "{name}");
    }
}
