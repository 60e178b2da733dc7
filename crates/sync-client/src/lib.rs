//! The HTTP client of the sync protocol: one request, one answer, and no decisions.
//!
//! Requests have no time limit: a shop's connection may be slow and still work. Each byte that
//! moves is reported as progress, and the caller gives up by dropping the future.

mod address;
mod answer;
mod body;
mod client;
mod error;
mod events;
mod snapshot;
mod sse;

pub use address::{AddressError, ServerAddress};
pub use client::{Client, ClientError, ClientIdentity};
pub use events::HintStream;
