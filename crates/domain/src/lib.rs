//! The rules of a register: pure, without I/O, clock or randomness.
//!
//! Every figure is computed here and nowhere else. The screen, the receipt, the ledger and the
//! server call the same functions, so they cannot differ by a cent.
//!
//! Where to start reading:
//!
//! - [`totals`](mod@totals) computes what a cart costs, with a runnable example; [`tender`] takes
//!   the payments, [`transaction`] makes the document.
//! - [`entry`] is the log: kinds of entries, their versions, the hash chain. [`entry::facts`]
//!   answers what an entry means to the ledger and the server.
//! - [`catalog`] holds products and how their edits are merged; [`feed`] is what the server sends
//!   back.
//! - [`posting`], [`shift_totals`] and [`invariant`] add up and check the entries.
//!
//! Architecture Invariant: this crate reads no clock, makes no ids, touches no disk and no network.
//! Time, ids and settings arrive as arguments.
//!
//! Arithmetic on money is checked: an overflow is an error, never a wrap. The lints below make
//! unchecked arithmetic a compile error.

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
pub mod discount_approval;
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
pub mod hash;
pub mod hex;
pub mod receipt_number;
pub mod scan;
pub mod stock;
pub mod store;
pub mod text;
pub mod user;

// Transactions and shifts, their entries in the log, and their sums.
pub mod entry;
pub mod invariant;
pub mod posting;
pub mod receipt;
pub mod refund;
pub mod shift;
pub mod shift_totals;
pub mod transaction;

// The feed from the server.
pub mod feed;

pub use code::Code;
