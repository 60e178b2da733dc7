//! The hot queries never read a table from end to end, however large it is: their plans are
//! looked at, not their time.

use rusqlite::Connection;

use crate::{
    cart, catalog, entry_row,
    migrate::migrate,
    project::{again, hot},
    query::{head, reports, shifts, store, transactions},
    recent_command, sync,
};

/// The steps of a plan.
fn plan(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection
        .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
        .unwrap();
    let nothing = vec![rusqlite::types::Null; statement.parameter_count()];
    let rows = statement.query_map(rusqlite::params_from_iter(nothing), |row| row.get(3));
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

/// A full-text match and the capped candidates that come out of it are no tables.
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
        ("head", head::LAST),
        ("entry by id", &entry_row::BY_ID),
        ("entries after", &entry_row::AFTER),
        ("cart", cart::LOAD),
        ("cart's commands", cart::COMMANDS),
        ("recent command", recent_command::FIND),
        ("barcode", &catalog::lookup::BY_BARCODE),
        ("SKU", &catalog::lookup::BY_SKU),
        ("product by id", &catalog::Shelf::InUse.sql().by_id),
        ("search by name", &catalog::search::BY_NAME_PREFIX),
        ("search by words", &catalog::search::BY_WORDS),
        ("category", &catalog::search::BY_CATEGORY),
        ("next category", catalog::search::NEXT_CATEGORY),
        ("product list", &catalog::list::LIST),
        ("category's list", &catalog::list::LIST_CATEGORY),
        ("last receipt", hot::check::LAST_RECEIPT),
        ("last shift", hot::counter::LAST_SHIFT),
        ("shift totals", hot::counter::SHIFT_TOTALS),
        ("shift", &shifts::LAST),
        ("store", store::IN_FORCE),
        ("stock level", reports::STOCK_LEVEL),
        ("sync state", sync::state::STATE),
        ("sync place", sync::state::PLACE),
        ("epoch", sync::outgoing::FIRST_POSITION),
        ("oldest waiting", sync::outgoing::RECORDED_AT),
        ("first waiting", sync::outgoing::FIRST_RECEIPT_AFTER),
        ("last of the waiting", sync::outgoing::LAST_RECEIPT),
        ("pending of one", sync::pending::OF_ENTITY),
        ("appended again", again::EARLIER),
        ("transactions", &transactions::PAGE),
        ("transactions by receipt", &transactions::PAGE_BY_RECEIPT),
        ("transaction by id", &transactions::BY_ID),
        ("transaction by receipt", &transactions::BY_RECEIPT),
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
