//! The effects that the engine asks for.

use domain::entry::kinds::EpochCause;
use domain::entry::{Entry, ExportError, ExportedEntry, Head, SignedHead};
use uuid::Uuid;

use super::{Attempt, AttentionCode};
use protocol::{MAX_PULL_ROWS, PROTOCOL, Profile, PullAnswer, PullQuery, PushRequest, Quarantined};

/// One thing to do. For an effect that names an attempt, the driver later gives an input with the
/// same attempt. The driver may perform effects of different attempts side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Read entries from the ledger and push them.
    Push(PushOrder),
    /// Store an acknowledgement, in one commit.
    Acknowledge(AcknowledgeOrder),
    /// Open a new epoch, in one commit. It begins with a `register_opened` that names `previous`
    /// and `cause`. Then every document after `previous`, of any epoch, is appended once more, in
    /// the order of the log and under its own entry id.
    OpenEpoch {
        /// The attempt it belongs to.
        attempt: Attempt,
        cause: EpochCause,
        /// The last head that this register and the server are known to have in common; seq 0 for
        /// the beginning of an epoch. Its epoch is the current one or an older one.
        previous: Head,
    },
    /// Pull a page.
    Pull(PullOrder),
    /// Apply a page and its cursor ([`PullAnswer::next`]), in one commit. Even an empty page is
    /// applied, because overlays may be waiting for its cursor.
    ApplyPage {
        /// The attempt it belongs to.
        attempt: Attempt,
        /// The page, checked.
        page: Box<PullAnswer>,
    },
    /// Fetch the snapshot (resuming a broken fetch of the same one), and replace the tables with
    /// it.
    FetchSnapshot {
        /// The attempt it belongs to.
        attempt: Attempt,
    },
    /// Open the stream of hints, and pass on each hint until the stream ends.
    Listen {
        /// The attempt it belongs to.
        attempt: Attempt,
    },
    /// Give up an attempt: close its connection and drop its state. No later input may name it.
    Cancel { attempt: Attempt },
    /// The server's clock, from its latest answer. The driver stores the offset from the register's
    /// clock and warns about a wrong one.
    ServerTime {
        /// Milliseconds since 1970-01-01 UTC.
        server_time_ms: i64,
    },
    /// Something needs a person's attention. Stored until [`Effect::AttentionOver`] or until it is
    /// dismissed.
    Attention { code: AttentionCode },
    /// The cause of a notice went away by itself.
    AttentionOver { code: AttentionCode },
}

/// A push to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushOrder {
    pub attempt: Attempt,
    /// The epoch whose entries are sent.
    pub epoch: Uuid,
    /// The first seq to send.
    pub first_seq: u64,
    /// The most entries; 0 asks for the head only.
    pub max_entries: usize,
    /// The most bytes of bodies, unless the first entry alone has more.
    pub max_body_bytes: usize,
    /// Whether pending names and PINs are sent along.
    pub with_profiles: bool,
    /// The token to show.
    pub ratchet: String,
    /// The acknowledged head to show.
    pub acknowledged: Option<SignedHead>,
}

impl PushOrder {
    /// The request, with the entries and profiles from the ledger.
    pub fn request(
        &self,
        entries: &[Entry],
        profiles: Vec<Profile>,
    ) -> Result<PushRequest, ExportError> {
        let entries: Result<_, _> = entries.iter().map(ExportedEntry::of).collect();
        Ok(PushRequest {
            protocol: PROTOCOL,
            epoch: self.epoch,
            ratchet: self.ratchet.clone(),
            acknowledged: self.acknowledged.clone(),
            first_seq: self.first_seq,
            entries: entries?,
            profiles,
        })
    }
}

/// An acknowledgement to store, in one commit. Its head is of the current epoch. A head below the
/// acknowledged one comes from a server that was restored from a backup: the ledger keeps the
/// higher head as the proof, and sends its names and PINs again. The same head brings a new token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcknowledgeOrder {
    /// The attempt it belongs to.
    pub attempt: Attempt,
    /// The server has every entry up to this head.
    pub head: SignedHead,
    /// The token for the next push.
    pub ratchet: String,
    /// The changes of the feed that the push caused have this number or a lower one.
    pub feed_seq: u64,
    /// The entries that the server quarantined.
    pub quarantined: Vec<Quarantined>,
    /// Whether the names and PINs sent along are stored.
    pub profiles_stored: bool,
}

/// A pull to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PullOrder {
    pub attempt: Attempt,
    /// The incarnation of the feed the cursor belongs to.
    pub feed_epoch: Uuid,
    /// The cursor.
    pub after: u64,
}

impl PullOrder {
    /// The query, for at most `limit` rows: a register that is selling asks for small pages, which
    /// are committed quickly.
    pub fn query(&self, limit: u32) -> PullQuery {
        PullQuery {
            feed_epoch: self.feed_epoch,
            after: self.after,
            limit: limit.min(MAX_PULL_ROWS),
        }
    }
}
