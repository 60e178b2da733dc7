//! What the ledger keeps for the server: how far it was acknowledged, what came down the feed, and
//! which own changes the feed has not brought back yet.
//!
//! Nothing here speaks to a network. Nothing here keeps the writer from a sale for longer than one
//! small batch, and no sale writes a page of it.

mod acknowledge;
mod enrol;
mod epoch;
pub(crate) mod feed;
mod notices;
pub(crate) mod pending;
pub(crate) mod profile;
pub(crate) mod push;
mod snapshot;
pub(crate) mod state;

pub(crate) use push as outgoing;

pub use acknowledge::{Acknowledgement, AcknowledgementError, QuarantinedEntry};
pub use epoch::{EpochOpened, EpochOpening};
pub use feed::{FeedApplied, FeedError};
pub use notices::QuarantinedRow;
pub use profile::ProfileToSend;
pub(crate) use profile::note_change as note_profile_change;
pub use push::{EpochRow, Waiting};
pub use snapshot::{SnapshotApplied, SnapshotOutcome, SnapshotStart};
pub(crate) use state::authority;
pub use state::{Enrolment, SyncRow};
