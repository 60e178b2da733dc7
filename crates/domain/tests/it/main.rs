//! Behaviour of the domain, one module per source module.

#![expect(clippy::unwrap_used, reason = "test helpers may stop the test")]

mod allocate;
mod bodies;
mod cart;
mod cash_rounding;
mod currency;
mod discount;
mod entry;
mod fixtures;
mod money;
mod properties;
mod rounding;
mod shop;
mod tax;
mod tender;
mod totals;
mod vectors;
