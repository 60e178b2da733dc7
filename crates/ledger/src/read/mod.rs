//! Reading what was folded.

pub(crate) mod catalog;
pub(crate) mod entries;
pub(crate) mod head;
pub(crate) mod shifts;
pub(crate) mod store_settings;
pub(crate) use crate::report as reports;
pub(crate) use store_settings as store;
pub(crate) mod transactions;

pub use shifts::{ShiftClosing, ShiftRow};
pub use transactions::{StoredTransaction, TransactionPage, TransactionRow};
