//! The messages between register and server: plain JSON, frozen by golden tests.
//!
//! Entries travel in the line form of an export, whose body is the exact bytes that were hashed.
//! The body of a request or answer may be compressed with zstd. Its limits hold before and after
//! it is unpacked.
//!
//! [`Peer`] is the other side as a register uses it. Every request names its protocol
//! ([`PROTOCOL_HEADER`]); the server answers a window of them ([`ProtocolWindow`]).

mod enrol;
mod packing;
mod peer;
mod proof;
mod pull;
mod push;
pub mod receive;
mod refusal;
pub mod shape;
mod snapshot;
mod version;

pub use enrol::{CodeAnswer, CodeRequest, EnrolAnswer, EnrolRequest, Founding};
pub use packing::{PackError, pack, unpack};
pub use peer::{FetchError, HintSource, OnProgress, Peer, RequestError, Stamp, TransportError};
pub use proof::{Proof, ProofError, RequestParts, TIME_WINDOW_MS};
pub use pull::{Hint, PullAnswer, PullQuery, SnapshotHeader};
pub use push::{Profile, PushAnswer, PushRequest, QuarantineReason, Quarantined};
pub use refusal::{Refusal, RefusalCode};
pub use snapshot::{SnapshotReadError, SnapshotReader};
pub use version::{PROTOCOL, PROTOCOL_HEADER, ProtocolError, ProtocolWindow};

/// The most entries of one push.
pub const MAX_PUSH_ENTRIES: usize = 500;

/// The most bytes of entry bodies in one push, unless one entry alone has more.
pub const MAX_PUSH_BODY_BYTES: usize = 1_048_576;

/// How long a server keeps an idle connection, in seconds, unless it is configured otherwise.
pub const IDLE_CONNECTION_SECONDS: u64 = 30;

/// The most bytes of a request before it is unpacked.
pub const MAX_PACKED_BYTES: usize = 2_097_152;

/// The most bytes of a request after it is unpacked: 1 MiB of bodies, escaped as JSON text, and
/// the fields around them.
pub const MAX_UNPACKED_BYTES: usize = 4_194_304;

/// The most rows of one page of the feed.
pub const MAX_PULL_ROWS: u32 = 1_000;

/// Paths of the server.
pub mod path {
    /// `POST`: [`super::EnrolRequest`] -> [`super::EnrolAnswer`].
    pub const ENROL: &str = "/api/sync/enrol";
    /// `POST`: [`super::CodeRequest`] -> [`super::CodeAnswer`].
    pub const CODES: &str = "/api/sync/codes";
    /// `POST`: [`super::PushRequest`] -> [`super::PushAnswer`].
    pub const PUSH: &str = "/api/sync/push";
    /// `GET` with [`super::PullQuery`] -> [`super::PullAnswer`].
    pub const PULL: &str = "/api/sync/pull";
    /// `GET` -> zstd of lines: [`super::SnapshotHeader`], then rows of the feed.
    pub const SNAPSHOT: &str = "/api/sync/snapshot";
    /// `GET` -> server-sent events, each a [`super::Hint`].
    pub const EVENTS: &str = "/api/sync/events";
}
