//! The header of an entry: its log, its number, its time, and the entry before it.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::kind::EntryKind;
use crate::hash::Hash;

/// The fields of an entry that are hashed with its body, in that order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryHeader {
    /// The organization that owns the log.
    pub organization_id: Uuid,
    /// The register that writes the log.
    pub register_id: Uuid,
    /// One unbroken run of seqs; a restored or cloned register begins a new one.
    pub epoch: Uuid,
    /// 1..n without a gap within the epoch.
    pub seq: u64,
    /// The document's id (`UUIDv7`); the same in every epoch it is appended to.
    pub entry_id: Uuid,
    /// The kind of the body.
    pub kind: EntryKind,
    /// The version of the body's shape.
    pub version: u16,
    /// Milliseconds since 1970-01-01 UTC by the register's clock. Order is `seq`, never this.
    pub recorded_at_ms: i64,
    /// The state of the clock.
    pub clock: ClockReading,
    /// The hash of the entry before, or [`Hash::ZERO`].
    pub prev_hash: Hash,
}

/// The state of a register's clock when it wrote an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockReading {
    /// Local time minus UTC, in minutes.
    pub utc_offset_minutes: i16,
    /// The clock looked wrong (it ran backwards, or away from the server's). Selling goes on.
    pub suspect: bool,
}

/// The last entry of a log, which the next one must follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The epoch the log is in.
    pub epoch: Uuid,
    /// The last seq; 0 before the first entry.
    pub seq: u64,
    /// The hash at that seq.
    pub hash: Hash,
}

impl Head {
    /// The head of an epoch without entries.
    pub const fn start(epoch: Uuid) -> Self {
        Self {
            epoch,
            seq: 0,
            hash: Hash::ZERO,
        }
    }
}

impl EntryHeader {
    /// The hash of an entry with this header and these body bytes.
    ///
    /// `SHA-256("kasapro-entry/1", then each field and the body after its length)`; numbers are
    /// big-endian, ids their 16 bytes, the suspect flag one byte 0 or 1.
    pub fn hash(&self, body: &[u8]) -> Hash {
        Hash::of_parts(
            b"kasapro-entry/1",
            &[
                self.organization_id.as_bytes(),
                self.register_id.as_bytes(),
                self.epoch.as_bytes(),
                &self.seq.to_be_bytes(),
                self.entry_id.as_bytes(),
                self.kind.as_str().as_bytes(),
                &self.version.to_be_bytes(),
                &self.recorded_at_ms.to_be_bytes(),
                &self.clock.utc_offset_minutes.to_be_bytes(),
                &[u8::from(self.clock.suspect)],
                &self.prev_hash.0,
                body,
            ],
        )
    }
}
