//! The rules of a register: pure, without I/O, clock or randomness.
//!
//! What is computed here is computed once and nowhere else: the screen, the receipt, the ledger
//! and the server all call these functions, so they cannot differ by a cent.
//!
//! Architecture Invariant: this crate reads no clock, makes no ids, touches no disk and no
//! network. Time, ids and settings arrive as arguments.
//!
//! Arithmetic on money is checked: an overflow is an error, never a wrap. The lints below make
//! an unchecked operation a compile error.

#![deny(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::indexing_slicing,
    clippy::integer_division,
    clippy::wildcard_enum_match_arm
)]

// Money: amounts, currencies, quantities, taxes, the cart, its totals and how it is paid.
pub mod allocate;
pub mod cart;
pub mod currency;
pub mod discount;
pub mod discount_limit;
pub mod money;
pub mod quantity;
mod ratio;
pub mod rounding;
pub mod tax;
pub mod tender;
pub mod totals;
pub mod unit;

// The shop: its settings, products, codes, people, stock and days.
pub mod barcode;
pub mod business_day;
pub mod catalog;
pub mod code;
pub mod receipt_number;
pub mod stock;
pub mod store;
pub mod user;

// What happened: transactions and shifts, their entries in the log, and what they add up to.
pub mod entry;
pub mod invariant;
pub mod posting;
pub mod receipt;
pub mod refund;
pub mod shift;
pub mod transaction;

// What the server sends back.
pub mod feed;

pub use code::Code;
