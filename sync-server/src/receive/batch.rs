//! A push as it was sent. Nothing of it is verified yet.

use domain::entry::body::RegisterOpened;
use domain::entry::{Entry, EntryBody, EntryKind, SignedHead};
use protocol::Profile;
use uuid::Uuid;

/// A token that tells the copies of a register apart.
pub(crate) type Ratchet = [u8; 16];

/// Entries without a gap, and what came with them.
#[derive(Debug)]
pub(crate) struct PushBatch {
    pub(crate) epoch: Uuid,
    pub(crate) ratchet: Ratchet,
    /// The last head of this register that a server signed, as the register claims.
    pub(crate) acknowledged: Option<SignedHead>,
    pub(crate) first_seq: u64,
    pub(crate) entries: Vec<Entry>,
    pub(crate) profiles: Vec<Profile>,
    /// The opening of the epoch, where the entries begin with one that can be read.
    pub(crate) opening: Option<Box<RegisterOpened>>,
}

impl PushBatch {
    /// The seq of the last entry; the one before the first where there is none.
    pub(crate) fn last_seq(&self) -> u64 {
        let before = self.first_seq.saturating_sub(1);
        self.entries.last().map_or(before, |entry| entry.header.seq)
    }

    /// The opening that these entries begin with.
    pub(crate) fn opening_of(entries: &[Entry]) -> Option<Box<RegisterOpened>> {
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
