//! Past sales and refunds: the list, one of them, a copy of its receipt.

mod list;
mod reprint;
mod show;
