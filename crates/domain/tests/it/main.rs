//! Behaviour of the domain, one module per source module.

#![expect(clippy::unwrap_used, reason = "test helpers may stop the test")]

mod allocate;
mod barcode;
mod business_day;
mod cart;
mod cash_rounding;
mod catalog;
mod currency;
mod discount;
mod entry;
mod feed;
mod fixtures;
mod invariant;
mod kinds;
mod merge;
mod money;
mod posting;
mod properties;
mod receipt;
mod receipt_number;
mod rounding;
mod shift;
mod shop;
mod stock;
mod store;
mod tax;
mod tender;
mod totals;
mod transaction;
mod user;
mod vectors;
