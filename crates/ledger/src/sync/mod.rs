//! The ledger's state of the sync: how far the log is acknowledged, the state from the feed, and
//! the own changes that the feed does not contain yet.
//!
//! This module does not use the network. It never keeps the writer from a sale for longer than one
//! small slice, and a sale does not write a page of these tables.

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
