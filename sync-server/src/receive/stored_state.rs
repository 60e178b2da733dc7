//! What a receiver has stored of a register before a push.

use domain::entry::{Hash, Head};
use domain::feed::RegisterStatus;
use protocol::Quarantined;
use uuid::Uuid;

use super::batch::Ratchet;

/// What is stored of a register, as far as a push concerns it.
///
/// Entries at or below a head never change, so this stays true. The head itself may have moved
/// since: the receiver compares it again when it moves it.
#[derive(Debug)]
pub(crate) struct StoredState {
    pub(crate) status: RegisterStatus,
    /// The head of the batch's epoch; `None` where nothing of the epoch is stored.
    pub(crate) head: Option<StoredHead>,
    /// Tokens with which the first push of an epoch may come.
    pub(crate) opening_ratchets: Vec<Ratchet>,
    /// The heads of the register's other epochs.
    pub(crate) other_heads: Vec<Head>,
    /// The hashes that are stored at the seqs of the batch, from its first.
    pub(crate) hashes: Vec<Hash>,
    /// The hash that is stored where the batch's opening says that its epoch continues.
    pub(crate) continued_hash: Option<Hash>,
    /// The entries at the seqs of the batch that are in quarantine.
    pub(crate) quarantined: Vec<Quarantined>,
    /// The last number of the feed.
    pub(crate) feed_seq: u64,
}

/// A head and its tokens.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StoredHead {
    pub(crate) head: Head,
    pub(crate) ratchet: Ratchet,
    /// The token before that: good too, because an answer may have been lost.
    pub(crate) previous_ratchet: Option<Ratchet>,
}

impl StoredState {
    /// The head; the start of the epoch where nothing of it is stored.
    pub(crate) fn head_or_start(&self, epoch: Uuid) -> Head {
        self.head.map_or(Head::start(epoch), |stored| stored.head)
    }

    /// How far one of the register's epochs is stored; 0 where nothing of it is.
    pub(crate) fn seq_of(&self, epoch: Uuid) -> u64 {
        let own = self.head.iter().map(|stored| &stored.head);
        let mut all = own.chain(&self.other_heads);
        all.find(|head| head.epoch == epoch)
            .map_or(0, |head| head.seq)
    }
}
