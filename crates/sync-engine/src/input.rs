//! The inputs that the driver gives to the engine.

use std::fmt;

use domain::entry::Hash;
use uuid::Uuid;

use super::{AttentionCode, EpochSpan, LocalState};
use protocol::{Hint, PullAnswer, PushAnswer, Refusal, TransportError};

/// One thing that happened. An input that belongs to an attempt names it. The engine ignores inputs
/// of an attempt that it has given up, so the driver need not filter them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Time passed: [`super::Engine::wake_at`] was reached, or the driver just checks in. Also the
    /// first input of a new engine.
    Tick,
    /// The ledger committed a change that sync did not make: a sale, an edit, a name.
    LocalChanged(LocalState),
    /// [`super::Effect::Push`] was answered with 200.
    PushAnswered {
        attempt: Attempt,
        /// The answer, unchecked.
        answer: Box<PushAnswer>,
        /// The ledger's own hash at `answer.head.seq` of the epoch that was pushed; `None` when
        /// the ledger has no such entry. For seq 0 it does not matter.
        own_hash: Option<Hash>,
    },
    /// [`super::Effect::Acknowledge`] is committed.
    Acknowledged {
        attempt: Attempt,
        /// Whether names or PINs are still, or again, waiting to be sent.
        profiles_pending: bool,
    },
    /// [`super::Effect::OpenEpoch`] is committed.
    EpochOpened {
        attempt: Attempt,
        /// All epochs, as in [`super::ResumeState::epochs`].
        epochs: Vec<EpochSpan>,
    },
    /// [`super::Effect::Pull`] was answered with 200.
    PullAnswered {
        attempt: Attempt,
        /// The page, unchecked.
        page: Box<PullAnswer>,
    },
    /// [`super::Effect::ApplyPage`] is committed, the cursor with it.
    PageApplied { attempt: Attempt },
    /// [`super::Effect::FetchSnapshot`]: the snapshot was read to its end, and is swapped in.
    SnapshotApplied {
        attempt: Attempt,
        /// From its header.
        feed_epoch: Uuid,
        /// From its header.
        cursor: u64,
    },
    /// The server refused a push, a pull, a snapshot or a stream of hints.
    Refused {
        attempt: Attempt,
        refusal: Box<Refusal>,
        /// The header `Retry-After`, in milliseconds.
        retry_after_ms: Option<i64>,
        /// For a push: the ledger's own hash at `refusal.head.seq` of the epoch that was pushed,
        /// as in [`Input::PushAnswered`].
        own_hash: Option<Hash>,
    },
    /// No readable answer came. For a stream of hints: it ended.
    Failed {
        attempt: Attempt,
        error: TransportError,
    },
    /// The ledger could not read a batch, acknowledge, apply a page, or open an epoch.
    LedgerFailed { attempt: Attempt },
    /// Bytes moved, in either direction, or a batch of a snapshot was written. Once a second is
    /// enough.
    Progress { attempt: Attempt },
    /// The stream of hints is open.
    ListenStarted { attempt: Attempt },
    /// A hint came.
    Hint {
        /// Which listening.
        attempt: Attempt,
        hint: Hint,
    },
    /// The computer has a network again. A needless input does no harm.
    NetworkUp,
    /// A person asked to sync now.
    AskedNow,
    /// A person dismissed a notice.
    AttentionDismissed { code: AttentionCode },
}

/// Names one attempt of one loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Attempt(pub(super) u64);

impl fmt::Display for Attempt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "attempt {}", self.0)
    }
}
