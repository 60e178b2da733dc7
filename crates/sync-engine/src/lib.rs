//! The engine decides what to send, fetch and trust next. It performs no I/O itself.
//!
//! Three loops run side by side: the push, the pull, and the stream of hints. None waits for
//! another. The driver owns the ledger and the transport, and is thin:
//!
//! ```text
//! let mut engine = Engine::new(now, &resume, random);
//! perform(engine.handle(now, Input::Tick));
//! loop {
//!     // whichever comes first: an input, or engine.wake_at() with Input::Tick
//!     perform(engine.handle(now, input));
//!     show(engine.state());
//! }
//! ```
//!
//! `now` is a monotonic clock in milliseconds, with an arbitrary start. Sleep of the computer shows
//! as a big step. The wall clock is not used (Promise 12). After a restart, a new engine resumes
//! from the state in the ledger alone. When the enrolment changes, the driver performs the effects
//! of [`Engine::stop`] and makes a new engine.
//!
//! A register whose ledger is older than its high-water mark opens a new epoch before it makes an
//! engine. The engine finds the copies that only the server can see.

mod attention;
mod backoff;
mod effect;
mod input;
pub mod limits;
mod listen;
mod loops;
mod pull;
mod push;
mod random;
mod request;
mod resume_state;
mod retry;
mod step;
mod wait;

use std::collections::BTreeSet;
use std::fmt;

pub use attention::AttentionCode;
pub use effect::{AcknowledgeOrder, Effect, PullOrder, PushOrder};
pub use input::{Attempt, Input};
pub use random::RandomSource;
pub use resume_state::{EpochSpan, LocalState, ResumeState};

use loops::Loops;
use step::EngineStep;

/// The state of synchronization, the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EngineState {
    /// A notice needs a person's attention.
    NeedsAttention(AttentionCode),
    /// The server was not reached, or could not answer.
    Offline {
        /// Since when, by the engine's monotonic clock, in milliseconds.
        since: i64,
        /// The entries that are not at the server yet.
        pending: u64,
    },
    /// Entries are being sent.
    Sending {
        /// The entries that are not at the server yet.
        pending: u64,
    },
    /// The server has every entry, and the register knows of no news in the feed.
    Synced,
}

/// The push, the pull and the stream of hints of one enrolled register.
///
/// ```
/// use domain::entry::SigningKey;
/// use sync_engine::{Effect, Engine, EngineState, EpochSpan, Input, ResumeState};
/// use uuid::Uuid;
///
/// // A register that wrote three entries and has not sent any.
/// let resume = ResumeState {
///     organization_id: Uuid::from_u128(1),
///     register_id: Uuid::from_u128(2),
///     server_public_key: SigningKey::from_seed(&[7; 32]).public(),
///     ratchet: "0".repeat(32),
///     acknowledged: None,
///     confirmed_seq: 0,
///     epochs: vec![EpochSpan { epoch: Uuid::from_u128(3), last_seq: 3, previous: None }],
///     profiles_pending: false,
///     feed_epoch: Uuid::from_u128(4),
///     feed_cursor: 0,
///     server_time_ms: 1_790_000_000_000,
///     attention: Vec::new(),
/// };
/// let mut engine = Engine::new(0, &resume, || 0);
/// let effects = engine.handle(0, Input::Tick);
/// let push = effects.iter().find_map(|effect| match effect {
///     Effect::Push(order) => Some(order),
///     _ => None,
/// });
/// let push = push.expect("entries are pending");
/// assert_eq!((push.first_seq, push.max_entries), (1, 3));
/// assert_eq!(engine.state(), EngineState::Sending { pending: 3 });
/// ```
pub struct Engine {
    loops: Loops,
    notices: BTreeSet<AttentionCode>,
    attempts: u64,
    random: Box<dyn RandomSource + Send>,
}

impl Engine {
    /// A new engine; [`Input::Tick`] starts it.
    pub fn new(now: i64, resume: &ResumeState, random: impl RandomSource + Send + 'static) -> Self {
        let lasting = |code: &AttentionCode| *code == AttentionCode::RegisterCopied;
        Self {
            loops: Loops::new(now, resume),
            notices: resume.attention.iter().copied().filter(lasting).collect(),
            attempts: 0,
            random: Box::new(random),
        }
    }

    /// Handles one input. Returns the effects in the order in which they should begin.
    pub fn handle(&mut self, now: i64, input: Input) -> Vec<Effect> {
        let (loops, mut step) = self.step(now);
        loops.take(&mut step, input);
        loops.run(&mut step);
        step.effects
    }

    /// Gives up every attempt. The engine must not be used after that.
    pub fn stop(&mut self, now: i64) -> Vec<Effect> {
        let (loops, mut step) = self.step(now);
        loops.give_up(&mut step);
        step.effects
    }

    /// When the engine wants [`Input::Tick`], by the clock of [`Engine::handle`].
    pub fn wake_at(&self) -> Option<i64> {
        self.loops.wake_at()
    }

    /// The state that the screen shows.
    pub fn state(&self) -> EngineState {
        let push = self.loops.push.retry.condition();
        let pull = self.loops.pull.retry.condition();
        let blocking = push.trouble.or(pull.trouble);
        if let Some(code) = blocking.or_else(|| self.notices.first().copied()) {
            return EngineState::NeedsAttention(code);
        }
        let pending = self.pending();
        let since = [push.failing_since, pull.failing_since];
        match since.into_iter().flatten().min() {
            Some(since) => EngineState::Offline { since, pending },
            None if pending > 0 => EngineState::Sending { pending },
            None => EngineState::Synced,
        }
    }

    /// Every notice that needs a person, not only the most urgent one.
    pub fn attention(&self) -> impl Iterator<Item = AttentionCode> {
        self.notices.iter().copied()
    }

    /// Entries that are not known to be at the server.
    pub fn pending(&self) -> u64 {
        self.loops.push.pending()
    }

    /// The estimate of the server's clock, for the proof of a request: milliseconds since
    /// 1970-01-01 UTC.
    pub const fn server_time_ms(&self, now: i64) -> i64 {
        self.loops.server_time_ms(now)
    }

    fn step(&mut self, now: i64) -> (&mut Loops, EngineStep<'_>) {
        let step = EngineStep {
            now,
            random: self.random.as_mut(),
            attempts: &mut self.attempts,
            notices: &mut self.notices,
            effects: Vec::new(),
            events: Vec::new(),
        };
        (&mut self.loops, step)
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Engine")
            .field("state", &self.state())
            .field("wake_at", &self.wake_at())
            .finish_non_exhaustive()
    }
}
