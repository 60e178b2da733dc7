//! What a receiver has stored of a register before a push.

use crate::Quarantined;
use domain::entry::{Hash, Head};
use domain::feed::RegisterStatus;
use uuid::Uuid;

use super::batch::Ratchet;

/// What is stored of a register, as far as a push concerns it.
///
/// Entries at or below a head never change, so this stays true. The head itself may have moved
/// since: the receiver compares it again when it moves it.
#[derive(Debug)]
pub struct StoredState {
    /// Whether the register may take part.
    pub status: RegisterStatus,
    /// The head of the batch's epoch; `None` if no entry of the epoch is stored.
    pub head: Option<StoredHead>,
    /// The tokens that are accepted with the first push of an epoch.
    pub opening_ratchets: Vec<Ratchet>,
    /// The heads of the register's other epochs.
    pub other_heads: Vec<Head>,
    /// The hashes that are stored at the seqs of the batch, from its first.
    pub hashes: Vec<Hash>,
    /// The stored hash at the head that the batch's opening continues.
    pub continued_hash: Option<Hash>,
    /// The entries at the seqs of the batch that are in quarantine.
    pub quarantined: Vec<Quarantined>,
    /// The last number of the feed.
    pub feed_seq: u64,
}

/// A head and its tokens.
#[derive(Debug, Clone, Copy)]
pub struct StoredHead {
    pub head: Head,
    /// The token of the next push.
    pub ratchet: Ratchet,
    /// The token before that: good too, because an answer may have been lost.
    pub previous_ratchet: Option<Ratchet>,
}

impl StoredState {
    /// The head; the start of the epoch if no entry of it is stored.
    pub fn head_or_start(&self, epoch: Uuid) -> Head {
        self.head.map_or(Head::start(epoch), |stored| stored.head)
    }

    /// How far one of the register's epochs is stored; 0 if no entry of it is.
    pub fn seq_of(&self, epoch: Uuid) -> u64 {
        let own = self.head.iter().map(|stored| &stored.head);
        let mut all = own.chain(&self.other_heads);
        all.find(|head| head.epoch == epoch)
            .map_or(0, |head| head.seq)
    }
}
