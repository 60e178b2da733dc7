//! What the engine wants done.

use domain::entry::body::EpochCause;
use domain::entry::{Entry, ExportError, ExportedEntry, Head, SignedHead};
use uuid::Uuid;

use super::{Attempt, AttentionCode};
use protocol::{MAX_PULL_ROWS, PROTOCOL, Profile, PullAnswer, PullQuery, PushRequest, Quarantined};

/// One thing to do. Whatever names an attempt is answered with an input that names it too, in the
/// end; the driver may do outputs of different attempts side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// Read entries from the ledger and push them.
    Push(PushOrder),
    /// Take note of an answer, in one commit.
    Acknowledge(Acknowledgement),
    /// Open a new epoch, in one commit: `register_opened` that names `previous` and `cause`, then
    /// every document after `previous` in the order of the log, of whatever epoch, again and once
    /// under its own entry id.
    OpenEpoch {
        /// The attempt it belongs to.
        attempt: Attempt,
        /// Why.
        cause: EpochCause,
        /// The last head that this register and the server are known to have in common; seq 0 for
        /// the beginning of an epoch. It names the epoch that is written to now, or an older one.
        previous: Head,
    },
    /// Pull a page.
    Pull(PullOrder),
    /// Apply a page and its cursor ([`PullAnswer::next`]), in one commit. The page may be empty:
    /// what waits for a cursor is due all the same.
    ApplyPage {
        /// The attempt it belongs to.
        attempt: Attempt,
        /// The page, checked.
        page: Box<PullAnswer>,
    },
    /// Fetch the snapshot (going on where a broken one ended, if it is the same), and swap it in.
    FetchSnapshot {
        /// The attempt it belongs to.
        attempt: Attempt,
    },
    /// Open the stream of hints, and tell each of them until it ends.
    Listen {
        /// The attempt it belongs to.
        attempt: Attempt,
    },
    /// Give an attempt up: close its connection, and forget what it was about. Nothing is told
    /// about it any more.
    Cancel {
        /// Which one.
        attempt: Attempt,
    },
    /// The server's clock, as it just said. The driver stores the offset from the register's clock
    /// and warns about a wrong one.
    ServerTime {
        /// Milliseconds since 1970-01-01 UTC.
        server_time_ms: i64,
    },
    /// Something needs a person. Stored until [`Output::AttentionOver`] or until it is dismissed.
    Attention {
        /// What.
        code: AttentionCode,
    },
    /// It no longer does, by itself.
    AttentionOver {
        /// What.
        code: AttentionCode,
    },
}

/// A push to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushOrder {
    /// The attempt.
    pub attempt: Attempt,
    /// The epoch to send of.
    pub epoch: Uuid,
    /// The first seq to send.
    pub first_seq: u64,
    /// At most so many entries; 0 asks for the head only.
    pub max_entries: usize,
    /// At most so many bytes of bodies, unless the first entry alone has more.
    pub max_body_bytes: usize,
    /// Whether names and PINs that wait are sent along.
    pub with_profiles: bool,
    /// The token to show.
    pub ratchet: String,
    /// The acknowledged head to show.
    pub acknowledged: Option<SignedHead>,
}

impl PushOrder {
    /// The request, with what the ledger gave.
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

/// An answer to take note of, all in one commit. The head is of the epoch that is written to. One
/// below what was acknowledged before is a server that came back older: the ledger keeps the higher
/// head as the proof, and sends its names and PINs again. The same head again brings a new token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledgement {
    /// The attempt it belongs to.
    pub attempt: Attempt,
    /// How far everything is stored at the server now.
    pub head: SignedHead,
    /// The token for the next push.
    pub ratchet: String,
    /// What was pushed changed the feed at or below this number.
    pub feed_seq: u64,
    /// What stands aside.
    pub quarantined: Vec<Quarantined>,
    /// Whether the names and PINs sent along are stored.
    pub profiles_stored: bool,
}

/// A pull to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PullOrder {
    /// The attempt.
    pub attempt: Attempt,
    /// The incarnation of the feed the cursor belongs to.
    pub feed_epoch: Uuid,
    /// The cursor.
    pub after: u64,
}

impl PullOrder {
    /// The query, for at most `limit` rows: a register that sells meanwhile asks for pages that are
    /// committed quickly.
    pub fn query(&self, limit: u32) -> PullQuery {
        PullQuery {
            feed_epoch: self.feed_epoch,
            after: self.after,
            limit: limit.min(MAX_PULL_ROWS),
        }
    }
}
