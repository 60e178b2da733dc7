//! The hot queries never read a table from end to end, however large it is. The test reads their
//! plans; it does not measure time.

use rusqlite::Connection;

use crate::sqlite::migrate::migrate;
use crate::table::products::{ProductTables, find};
use crate::table::{
    carts, entries, epochs, pending, recent_commands, shifts, stock, store_versions, sync_state,
    transactions,
};

/// The steps of a plan.
fn plan(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection
        .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
        .unwrap();
    let nothing = vec![rusqlite::types::Null; statement.parameter_count()];
    let rows = statement.query_map(rusqlite::params_from_iter(nothing), |row| row.get("detail"));
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

/// A full-text match does not read a table, and neither do its few candidates.
fn reads_a_whole_table(step: &str) -> bool {
    step.starts_with("SCAN") && !step.contains("VIRTUAL TABLE INDEX") && !step.contains("(subquery")
}

fn schema() -> Connection {
    let mut connection = Connection::open_in_memory().unwrap();
    migrate(&mut connection).unwrap();
    connection
}

#[test]
fn no_hot_query_scans_a_table() {
    let connection = schema();
    let hot = [
        ("head", entries::LAST_HEAD),
        ("entry by id", &entries::BY_ID),
        ("entries after", &entries::AFTER),
        ("replayed entry", entries::EARLIER),
        ("oldest pending entry", entries::RECORDED_AT),
        ("epoch", epochs::FIRST_POSITION),
        ("cart", carts::CURRENT),
        ("cart's history", carts::HISTORY),
        ("recent command", recent_commands::FIND),
        ("barcode", find::BY_BARCODE),
        ("SKU", find::BY_SKU),
        ("product by id", ProductTables::Live.sql().by_id),
        ("search by name", find::BY_NAME),
        ("search by words", find::BY_WORDS),
        ("a hit of the search", find::BY_NUMBER),
        ("category", find::BY_CATEGORY),
        ("next category", find::NEXT_CATEGORY),
        ("sold category", find::IS_SOLD),
        ("product list", find::PAGE),
        ("category's list", find::PAGE_OF_CATEGORY),
        ("last shift's id", shifts::LAST_ID),
        ("running shift", shifts::RUNNING),
        ("last shift", &shifts::LAST),
        ("store", store_versions::IN_FORCE),
        ("stock level", stock::LEVEL),
        ("sync state", sync_state::STATE),
        ("sync positions", sync_state::POSITIONS),
        ("pending of one", pending::OF_ENTITY),
        ("last receipt", transactions::LAST_RECEIPT),
        ("last receipt's number", transactions::LAST_NUMBER),
        ("first pending receipt", transactions::FIRST_RECEIPT_AFTER),
        ("transactions", &transactions::PAGE),
        ("transactions by receipt", &transactions::PAGE_BY_RECEIPT),
        ("transaction by id", &transactions::BY_ID),
        ("transaction by receipt", &transactions::BY_RECEIPT),
        ("transaction's position", transactions::POSITION_OF),
        ("refunds of a sale", transactions::REFUNDS_OF),
    ];
    for (name, sql) in hot {
        let steps = plan(&connection, sql);
        let scanned = steps.iter().any(|step| reads_a_whole_table(step));
        assert!(!steps.is_empty() && !scanned, "{name}: {steps:?}");
        let sorted = steps.iter().any(|step| step.contains("TEMP B-TREE"));
        assert!(!sorted, "{name} sorts: {steps:?}");
    }
}

#[test]
fn a_scan_would_be_noticed() {
    let connection = schema();
    let steps = plan(&connection, "SELECT * FROM products WHERE price_cents = ?1");
    assert!(steps.iter().any(|step| reads_a_whole_table(step)));
}
