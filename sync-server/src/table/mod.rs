//! The statements on the tables of organizations, one file a table. Rows are read by the names of
//! their columns.
//!
//! Architecture Invariant: this module uses the domain and the wire types, but not pushes,
//! projections or HTTP. It makes no decisions.

mod row;
mod row_set;

pub(crate) mod alarms;
pub(crate) mod cash_movements;
pub(crate) mod catalog_conflicts;
pub(crate) mod catalog_feed;
pub(crate) mod categories;
pub(crate) mod documents;
pub(crate) mod enrolment_codes;
pub(crate) mod feed_counters;
pub(crate) mod fork_evidence;
pub(crate) mod inventory_adjustments;
pub(crate) mod ledger_entries;
pub(crate) mod organizations;
pub(crate) mod payments;
pub(crate) mod products;
pub(crate) mod quarantine;
pub(crate) mod register_heads;
pub(crate) mod registers;
pub(crate) mod request_nonces;
pub(crate) mod shifts;
pub(crate) mod stock_folds;
pub(crate) mod stock_movements;
pub(crate) mod stock_unplaced;
pub(crate) mod stores;
pub(crate) mod transaction_items;
pub(crate) mod transactions;
pub(crate) mod users;
