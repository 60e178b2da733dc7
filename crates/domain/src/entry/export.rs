//! The line form of an entry: one JSON document a line, the body as a string of its exact bytes.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::header::{ClockReading, EntryHeader};
use super::kind::EntryKind;
use super::seal::Entry;
use crate::hash::Hash;
use crate::hex::{HexError, from_hex, to_hex};

/// An entry as an export writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportedEntry {
    /// See [`EntryHeader::organization_id`].
    pub organization_id: Uuid,
    /// See [`EntryHeader::register_id`].
    pub register_id: Uuid,
    /// See [`EntryHeader::epoch`].
    pub epoch: Uuid,
    /// See [`EntryHeader::seq`].
    pub seq: u64,
    /// See [`EntryHeader::entry_id`].
    pub entry_id: Uuid,
    /// See [`EntryHeader::kind`].
    pub kind: EntryKind,
    /// See [`EntryHeader::version`].
    pub version: u16,
    /// See [`EntryHeader::recorded_at_ms`].
    pub recorded_at_ms: i64,
    /// See [`EntryHeader::clock`].
    pub clock: ClockReading,
    /// See [`EntryHeader::prev_hash`].
    pub prev_hash: Hash,
    /// The hash of header and body.
    pub hash: Hash,
    /// The signature, 128 hexadecimal digits.
    pub signature: String,
    /// The exact bytes of the body. A string, so that a JSON tool cannot reorder or reformat it.
    pub body: String,
}

impl ExportedEntry {
    /// The form in which an entry is exported and sent.
    pub fn of(entry: &Entry) -> Result<Self, ExportError> {
        let body = str::from_utf8(&entry.body).map_err(|_| ExportError::BodyNotText)?;
        let header = entry.header.clone();
        Ok(Self {
            organization_id: header.organization_id,
            register_id: header.register_id,
            epoch: header.epoch,
            seq: header.seq,
            entry_id: header.entry_id,
            kind: header.kind,
            version: header.version,
            recorded_at_ms: header.recorded_at_ms,
            clock: header.clock,
            prev_hash: header.prev_hash,
            hash: entry.hash,
            signature: to_hex(&entry.signature),
            body: body.to_owned(),
        })
    }

    /// The entry it was made from. It is not verified.
    pub fn into_entry(self) -> Result<Entry, ExportError> {
        Ok(Entry {
            header: EntryHeader {
                organization_id: self.organization_id,
                register_id: self.register_id,
                epoch: self.epoch,
                seq: self.seq,
                entry_id: self.entry_id,
                kind: self.kind,
                version: self.version,
                recorded_at_ms: self.recorded_at_ms,
                clock: self.clock,
                prev_hash: self.prev_hash,
            },
            body: self.body.into_bytes(),
            hash: self.hash,
            signature: from_hex(&self.signature).map_err(ExportError::Signature)?,
        })
    }

    /// The line form of an entry, without the line break.
    pub fn to_line(entry: &Entry) -> Result<String, ExportError> {
        serde_json::to_string(&Self::of(entry)?).map_err(ExportError::Json)
    }

    /// Reads a line back into the entry it was written from. It is not verified.
    pub fn from_line(line: &str) -> Result<Entry, ExportError> {
        serde_json::from_str::<Self>(line)
            .map_err(ExportError::Json)?
            .into_entry()
    }
}

/// Why an entry and a line cannot be turned into each other.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The body is not UTF-8 text. Kasapro programs never write such a body.
    #[error("the body is not UTF-8 text")]
    BodyNotText,
    /// The line is not the JSON of an exported entry.
    #[error("the line is not an exported entry: {0}")]
    Json(#[source] serde_json::Error),
    /// The signature is not 128 hexadecimal digits.
    #[error("the signature cannot be read: {0}")]
    Signature(#[source] HexError),
}
