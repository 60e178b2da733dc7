//! Past sales and refunds: the list, one transaction, a copy of its receipt.

mod list;
mod reprint;
mod show;
