//! The ledger entry: one immutable, numbered, hash-chained and signed business document.
//!
//! An entry is one line of a register's log. Its `body` is JSON; the bytes that were hashed are
//! the bytes that are stored, exported and sent. Nothing serializes a body again to verify it.

pub mod body;
pub mod export;
pub mod hash;
pub mod header;
pub mod hex;
pub mod key;
pub mod kind;
pub mod seal;
pub mod signed_head;

pub use body::{BodyError, EncodedBody, EntryBody};
pub use export::{ExportError, ExportedEntry};
pub use hash::Hash;
pub use header::{ClockReading, EntryHeader, Head};
pub use key::{KeyError, PublicKey, Purpose, SIGNATURE_LENGTH, SigningKey};
pub use kind::EntryKind;
pub use seal::{Entry, EntryError, MAX_BODY_BYTES, SealError, seal};
pub use signed_head::SignedHead;
