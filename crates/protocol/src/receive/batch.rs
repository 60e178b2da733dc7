//! A push as it was sent, before anything in it is verified.

use crate::Profile;
use domain::entry::kinds::RegisterOpened;
use domain::entry::{Entry, EntryBody, EntryKind, SignedHead};
use uuid::Uuid;

/// A token that distinguishes the copies of a register.
pub type Ratchet = [u8; 16];

/// Entries without a gap, and the other fields of the push.
#[derive(Debug)]
pub struct PushBatch {
    /// The epoch of the entries.
    pub epoch: Uuid,
    /// The token of the push.
    pub ratchet: Ratchet,
    /// The last head of this register that a server signed, as the register claims.
    pub acknowledged: Option<SignedHead>,
    /// The seq of the first entry; without entries, the next one of the log.
    pub first_seq: u64,
    /// The entries, numbered from `first_seq` on.
    pub entries: Vec<Entry>,
    /// Names and PINs that came beside the log.
    pub profiles: Vec<Profile>,
    /// The opening of the epoch, where the entries begin with one that can be read.
    pub opening: Option<Box<RegisterOpened>>,
}

impl PushBatch {
    /// The seq of the last entry; without entries, the one before the first.
    pub fn last_seq(&self) -> u64 {
        let before = self.first_seq.saturating_sub(1);
        self.entries.last().map_or(before, |entry| entry.header.seq)
    }

    /// The opening that these entries begin with.
    pub fn opening_of(entries: &[Entry]) -> Option<Box<RegisterOpened>> {
        let entry = entries.first()?;
        let header = &entry.header;
        if header.seq != 1 || header.kind != EntryKind::RegisterOpened {
            return None;
        }
        let body = EntryBody::decode(&header.kind, header.version, &entry.body);
        if let Ok(EntryBody::RegisterOpened(opened)) = body {
            Some(opened)
        } else {
            None
        }
    }
}
