//! The tables: the rows and the SQL of each, as functions over a connection.
//!
//! One file holds a table, or a few that are always written together. Rows are read by the names of
//! their columns. Code here does not deal with commits, threads or rules.

pub(crate) mod carts;
pub(crate) mod catalog_conflicts;
pub(crate) mod daily_totals;
pub(crate) mod entries;
pub(crate) mod epochs;
pub(crate) mod feed_registers;
pub(crate) mod fold_cursor;
pub(crate) mod identity;
pub(crate) mod payments;
pub(crate) mod pending;
pub(crate) mod preferences;
pub(crate) mod print_jobs;
pub(crate) mod products;
pub(crate) mod profile_outbox;
pub(crate) mod quarantined;
pub(crate) mod receipt_copies;
pub(crate) mod recent_commands;
pub(crate) mod refused_counts;
pub(crate) mod server_state;
pub(crate) mod shifts;
pub(crate) mod stock;
pub(crate) mod store_versions;
pub(crate) mod stored_totals;
pub(crate) mod sync_state;
pub(crate) mod transaction_items;
pub(crate) mod transactions;
pub(crate) mod user_pins;
pub(crate) mod user_profiles;
pub(crate) mod users;
