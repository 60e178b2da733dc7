//! Behaviour of the domain, one module per source module.

#![expect(clippy::unwrap_used, reason = "test helpers may stop the test")]

mod allocate;
mod barcode;
mod barcode_damage;
mod barcode_keys;
mod business_day;
mod cart;
mod cash_rounding;
mod catalog;
mod code;
mod currency;
mod discount;
mod discount_approval;
mod discount_limit;
mod edit;
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
mod refund;
mod rounding;
mod scan;
mod shift;
mod shop;
mod stock;
mod store;
mod summary;
mod tax;
mod tender;
mod text;
mod totals;
mod transaction;
mod unit;
mod user;
mod vectors;
