//! Reading what was folded.

pub(crate) mod entries;
pub(crate) mod head;
pub(crate) mod reports;
pub(crate) mod shifts;
pub(crate) mod store;
pub(crate) mod transactions;

pub use shifts::{ShiftClosing, ShiftRow};
pub use transactions::{StoredTransaction, TransactionPage, TransactionRow};
