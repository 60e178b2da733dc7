//! A table that is folded from the log is in one of the lists by which `verify` compares it and a
//! rebuild empties it. A new table that is not in any list would be forgotten by both.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::project::{COLD_TABLES, FEED_TABLES, HOT_TABLES, Table};
use crate::{Identity, Ledger, LedgerError, LedgerKey, OpenOptions};

/// Tables whose rows do not follow from the log.
const NOT_FOLDED: &[&str] = &[
    // The log and its owner.
    "entries",
    "identity",
    "ended_epochs",
    "fold_cursor",
    // The carts, and the register's own state.
    "carts",
    "recent_commands",
    "preferences",
    "print_jobs",
    "user_pins",
    "refused_counts",
    // The sync's state, and data that only the server has.
    "sync_state",
    "pending_entries",
    "pending_changes",
    "quarantined",
    "pulled_states",
    "profile_outbox",
    "user_profiles",
    "feed_registers",
    "catalog_conflicts",
];

/// The search index follows from `products` by triggers; its own tables begin with its name.
const SEARCH_INDEX: &str = "product_words";

#[test]
fn every_table_is_folded_from_the_log_or_said_not_to_be() {
    let folder = tempfile::TempDir::new().unwrap();
    let identity = Identity {
        organization_id: Uuid::now_v7(),
        store_id: Uuid::now_v7(),
        register_id: Uuid::now_v7(),
        epoch: Uuid::now_v7(),
    };
    let ledger = Ledger::create(
        &folder.path().join("ledger.db"),
        &LedgerKey::random().unwrap(),
        &identity,
        OpenOptions { maintenance: false },
    )
    .unwrap();
    let tables = ledger.read(|connection| {
        let mut statement = connection.prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' \
             ESCAPE '\\'",
        )?;
        let names = statement.query_map([], |row| row.get("name"))?;
        Ok::<_, LedgerError>(names.collect::<Result<BTreeSet<String>, _>>()?)
    });
    let folded = [&HOT_TABLES[..], &FEED_TABLES, &COLD_TABLES].concat();
    let folded = folded.iter().map(|Table { name, .. }| *name);
    let listed: BTreeSet<String> = folded
        .chain(NOT_FOLDED.iter().copied())
        .map(str::to_owned)
        .collect();
    let mut tables = tables.unwrap();
    tables.retain(|name| !name.starts_with(SEARCH_INDEX));
    assert_eq!(tables, listed);
}
