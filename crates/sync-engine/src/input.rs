//! What the driver tells the engine.

use std::fmt;

use domain::entry::Hash;
use uuid::Uuid;

use super::{AttentionCode, EpochSpan, Local};
use protocol::{Hint, PullAnswer, PushAnswer, Refusal};

/// One thing that happened. Everything that belongs to an attempt names it; what comes from an
/// attempt that the engine has given up is ignored, so that the driver need not care.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Time passed: [`super::Engine::wake_at`] was reached, or nothing special. Also the first
    /// input of a new engine.
    Tick,
    /// The ledger committed something of its own (not sync's): a sale, an edit, a name.
    LocalChanged(Local),
    /// [`super::Output::Push`] was answered with 200.
    PushAnswered {
        /// Which one.
        attempt: Attempt,
        /// The answer, unchecked.
        answer: Box<PushAnswer>,
        /// The ledger's own hash at `answer.head.seq` of the epoch that was pushed; `None` when
        /// the ledger has no such entry. For seq 0 it does not matter.
        own_hash: Option<Hash>,
    },
    /// [`super::Output::Acknowledge`] is committed.
    Acknowledged {
        /// Which one.
        attempt: Attempt,
        /// Whether names or PINs (still, or again) wait to be sent.
        profiles_waiting: bool,
    },
    /// [`super::Output::OpenEpoch`] is committed.
    EpochOpened {
        /// Which one.
        attempt: Attempt,
        /// All epochs, as in [`super::Standing::epochs`].
        epochs: Vec<EpochSpan>,
    },
    /// [`super::Output::Pull`] was answered with 200.
    PullAnswered {
        /// Which one.
        attempt: Attempt,
        /// The page, unchecked.
        page: Box<PullAnswer>,
    },
    /// [`super::Output::ApplyPage`] is committed, the cursor with it.
    PageApplied {
        /// Which one.
        attempt: Attempt,
    },
    /// [`super::Output::FetchSnapshot`]: the snapshot was read to its end, and is swapped in.
    SnapshotApplied {
        /// Which one.
        attempt: Attempt,
        /// From its header.
        feed_epoch: Uuid,
        /// From its header.
        cursor: u64,
    },
    /// The server said no: to a push, a pull, a snapshot or a listening.
    Refused {
        /// Which one.
        attempt: Attempt,
        /// What it said.
        refusal: Box<Refusal>,
        /// The header `Retry-After`, in milliseconds.
        retry_after_ms: Option<i64>,
        /// For a push: the ledger's own hash at `refusal.head.seq` of the epoch that was pushed,
        /// as in [`Input::PushAnswered`].
        own_hash: Option<Hash>,
    },
    /// No answer that could be read came. For a listening: the stream ended.
    Failed {
        /// Which one.
        attempt: Attempt,
        /// Why.
        error: TransportError,
    },
    /// The ledger could not do what was asked (read a batch, acknowledge, apply, open an epoch).
    LedgerFailed {
        /// Which one.
        attempt: Attempt,
    },
    /// Bytes moved, in either direction, or a batch of a snapshot was written. Told at most once a
    /// second is enough.
    Progress {
        /// Which one.
        attempt: Attempt,
    },
    /// The stream of hints is open.
    ListenStarted {
        /// Which one.
        attempt: Attempt,
    },
    /// A hint came.
    Hint {
        /// Which listening.
        attempt: Attempt,
        /// What it says.
        hint: Hint,
    },
    /// The computer says that it has a network (again). Told needlessly it does no harm.
    NetworkUp,
    /// A person wants it now.
    AskedNow,
    /// A person has seen it.
    AttentionDismissed {
        /// What.
        code: AttentionCode,
    },
}

/// Names one attempt of one loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Attempt(pub(super) u64);

impl fmt::Display for Attempt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "attempt {}", self.0)
    }
}

/// Why no answer came that could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum TransportError {
    /// No connection: no network, no such name, nobody listens.
    #[error("the server cannot be reached")]
    Unreachable,
    /// The connection is not the server's, as far as its certificate shows.
    #[error("the server's certificate is not trusted")]
    Untrusted,
    /// The connection broke, or ended too early.
    #[error("the connection broke")]
    Broken,
    /// No byte moved for too long.
    #[error("the server fell silent")]
    Silent,
    /// The answer is not what this protocol answers (a portal or a proxy may stand between).
    #[error("the answer cannot be read")]
    Unreadable,
    /// The answer is larger than it may be.
    #[error("the answer is too large")]
    TooLarge,
    /// A status without a refusal of ours in it.
    #[error("the server answered with status {status}")]
    Status {
        /// The HTTP status.
        status: u16,
    },
}
