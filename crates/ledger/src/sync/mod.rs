//! What the ledger keeps for the server: how far the log is acknowledged, what the feed brought,
//! and which own changes the feed has not brought back yet.
//!
//! Nothing here speaks to a network. Nothing here keeps the writer from a sale for longer than one
//! small slice, and no sale writes a page of these tables.

mod acknowledge;
mod enrol;
mod epoch;
pub(crate) mod feed;
mod notices;
mod pending;
mod profile;
mod push;
mod snapshot;
mod state;

pub use acknowledge::{Acknowledgement, QuarantinedEntry};
pub use epoch::{EpochOpened, EpochOpening};
pub use feed::FeedApplied;
pub use profile::PendingProfile;
pub use push::{EpochRow, PendingEntries};
pub use snapshot::{SnapshotApplied, SnapshotOutcome, SnapshotStart};
pub use state::SyncRow;
