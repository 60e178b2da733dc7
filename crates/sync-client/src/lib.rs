//! HTTP: one request, one answer, nothing decided.
//!
//! No request has a total time-out: a shop's connection may be slow and still work. Each byte that
//! moves is told to [`Progress`], and whoever waits gives up by dropping the future.

mod address;
mod answer;
mod client;
mod events;
mod failure;
mod request;
mod snapshot;
mod sse;

pub use address::{AddressError, ServerAddress};
pub use client::{Client, ClientError, Identity, Stamp};
pub use events::HintStream;
pub use failure::Failure;
pub use snapshot::{FetchError, SnapshotError, SnapshotReader, forget};
pub use sse::{SseError, SseEvent, SseParser};

/// Called when bytes moved, in either direction.
pub type Progress<'p> = &'p (dyn Fn() + Send + Sync);
