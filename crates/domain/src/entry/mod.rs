//! The ledger entry: one immutable, numbered, hash-chained and signed business document.
//!
//! An entry is one line of a register's log. Its `body` is JSON; the bytes that were hashed are
//! the bytes that are stored, exported and sent. A body is never serialized again to verify it.
//!
//! - [`kind`]: the table of kinds. [`kinds`]: the shape of each. [`body`]: any of them.
//! - [`codec`]: bodies to bytes and back, across versions.
//! - [`facts`]: what an entry means to ledger and server.
//! - [`header`], [`seal`](mod@seal), [`key`], [`crate::hash`]: the chain.
//! - [`export`]: the line form of an entry. [`signed_head`]: what the server acknowledges.

pub mod body;
pub mod codec;
pub mod export;
pub mod facts;
pub mod header;
pub mod key;
pub mod kind;
pub mod kinds;
pub mod seal;
pub mod signed_head;

pub use crate::hash::Hash;
pub use body::EntryBody;
pub use codec::{BodyError, EncodedBody};
pub use export::{ExportError, ExportedEntry};
pub use facts::{EntryReferences, FeedEntity, ShiftStep, StorableLimits};
pub use header::{ClockReading, EntryHeader, Head};
pub use key::{KeyError, PublicKey, SIGNATURE_LENGTH, SignaturePurpose, SigningKey};
pub use kind::EntryKind;
pub use seal::{Entry, EntryError, MAX_BODY_BYTES, SealError, seal};
pub use signed_head::SignedHead;
