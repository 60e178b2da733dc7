//! Shipping a register's log upward and the catalog downward.
//!
//! [`wire`] is what register and server say to each other. The [`engine`] decides what to do next,
//! and does nothing itself: time, chance and transport are passed in, so that a simulator can run years
//! of outages in a second.
//!
//! Architecture Invariant: this crate knows no database and no screen.

pub mod engine;
#[cfg(feature = "transport")]
pub mod transport;
pub mod wire;
