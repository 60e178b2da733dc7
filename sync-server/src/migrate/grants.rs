//! What the server's role may do, table by table.

use tokio_postgres::Client;

use super::error::SchemaError;
use super::role::quoted;

/// What the server may do with one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableGrant {
    pub table: &'static str,
    /// The privileges, as SQL lists them.
    pub privileges: &'static str,
}

const fn to(table: &'static str, privileges: &'static str) -> TableGrant {
    TableGrant { table, privileges }
}

/// Rows are never deleted, except nonces that are too old to matter and stock whose product
/// arrived. Entries and evidence are never changed.
pub const GRANTS: [TableGrant; 27] = [
    to("alarms", "SELECT, INSERT, UPDATE"),
    to("cash_movements", "SELECT, INSERT"),
    to("catalog_conflicts", "SELECT, INSERT, UPDATE"),
    to("catalog_feed", "SELECT, INSERT, UPDATE"),
    to("categories", "SELECT, INSERT"),
    to("documents", "SELECT, INSERT"),
    to("enrolment_codes", "SELECT, INSERT, UPDATE"),
    to("feed_counters", "SELECT, INSERT, UPDATE"),
    to("fork_evidence", "SELECT, INSERT"),
    to("inventory_adjustments", "SELECT, INSERT"),
    to("ledger_entries", "SELECT, INSERT"),
    to("organizations", "SELECT, INSERT, UPDATE"),
    to("payments", "SELECT, INSERT"),
    to("products", "SELECT, INSERT, UPDATE"),
    to("quarantine", "SELECT, INSERT, UPDATE"),
    to("refinery_schema_history", "SELECT"),
    to("register_heads", "SELECT, INSERT, UPDATE"),
    to("registers", "SELECT, INSERT, UPDATE"),
    to("request_nonces", "SELECT, INSERT, DELETE"),
    to("shifts", "SELECT, INSERT, UPDATE"),
    to("stock_folds", "SELECT, INSERT, UPDATE"),
    to("stock_movements", "SELECT, INSERT"),
    to("stock_unplaced", "SELECT, INSERT, DELETE"),
    to("stores", "SELECT, INSERT, UPDATE"),
    to("transaction_items", "SELECT, INSERT"),
    to("transactions", "SELECT, INSERT, UPDATE"),
    to("users", "SELECT, INSERT, UPDATE"),
];

/// Revokes every privilege and grants the listed ones, one table at a time, because servers may run
/// meanwhile. A distributed database cannot change more than one table in a statement.
pub(super) async fn grant(client: &Client, role: &str) -> Result<(), SchemaError> {
    let role = quoted(role)?;
    client
        .batch_execute(&format!("grant usage on schema public to {role}"))
        .await?;
    for TableGrant { table, privileges } in GRANTS {
        client
            .batch_execute(&format!(
                "begin; revoke all on table {table} from {role}, public; \
                 grant {privileges} on table {table} to {role}; commit"
            ))
            .await?;
    }
    Ok(())
}
