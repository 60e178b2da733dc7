//! Reads the log and the tables folded from it, for screens and commands.

mod catalog;
mod entries;
mod shifts;
mod store_settings;
mod transactions;

pub use catalog::ProductFilter;
pub use transactions::{ListedTransactions, StoredTransaction};
