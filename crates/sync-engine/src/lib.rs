//! The engine: what to send, fetch and believe next, without doing any of it.
//!
//! Three loops run side by side: the push, the pull, and the stream of hints. None waits for
//! another. The driver owns ledger and transport, and is thin:
//!
//! ```text
//! let mut engine = Engine::new(now, &standing, chance);
//! perform(engine.handle(now, Input::Tick));
//! loop {
//!     // whichever comes first: an input, or engine.wake_at() with Input::Tick
//!     perform(engine.handle(now, input));
//!     show(engine.state());
//! }
//! ```
//!
//! `now` is a monotonic clock in milliseconds, from any start, that never goes back; a computer
//! that slept is a big step. The clock on the wall has no part here (Promise 12). After a restart a
//! new engine is made from what the ledger says; nothing else is remembered, nothing else is needed.
//! When the enrolment changes, the driver does what [`Engine::stop`] says and makes a new engine.
//!
//! A register whose ledger was found to be older than its high-water mark opens a new epoch by
//! itself before it makes an engine; the copies that only the server can see are found here.

mod attention;
mod chance;
mod flight;
mod input;
pub mod limits;
mod listen;
mod loops;
mod output;
mod pace;
mod pause;
mod pull;
mod push;
mod server_time;
mod standing;
mod state;
mod turn;

use std::collections::BTreeSet;
use std::fmt;

pub use attention::AttentionCode;
pub use chance::Chance;
pub use input::{Attempt, Input, TransportError};
pub use output::{Acknowledgement, Output, PullOrder, PushOrder};
pub use standing::{EpochSpan, Local, Standing};
pub use state::SyncState;

use loops::Loops;
use turn::Turn;

/// The push, the pull and the stream of hints of one enrolled register.
pub struct Engine {
    loops: Loops,
    notices: BTreeSet<AttentionCode>,
    attempts: u64,
    chance: Box<dyn Chance + Send>,
}

impl Engine {
    /// An engine that has done nothing yet; [`Input::Tick`] starts it.
    pub fn new(now: i64, standing: &Standing, chance: impl Chance + Send + 'static) -> Self {
        let lasting = |code: &AttentionCode| *code == AttentionCode::RegisterCopied;
        Self {
            loops: Loops::new(now, standing),
            notices: standing.attention.iter().copied().filter(lasting).collect(),
            attempts: 0,
            chance: Box::new(chance),
        }
    }

    /// Takes one input, and says what to do, in the order in which it should begin.
    pub fn handle(&mut self, now: i64, input: Input) -> Vec<Output> {
        let (loops, mut turn) = self.turn(now);
        loops.take(&mut turn, input);
        loops.run(&mut turn);
        turn.outputs
    }

    /// Gives every attempt up; the engine is not to be used after that.
    pub fn stop(&mut self, now: i64) -> Vec<Output> {
        let (loops, mut turn) = self.turn(now);
        loops.give_up(&mut turn);
        turn.outputs
    }

    /// When the engine wants [`Input::Tick`], by the clock of [`Engine::handle`].
    pub fn wake_at(&self) -> Option<i64> {
        self.loops.wake_at()
    }

    /// What the screen shows.
    pub fn state(&self) -> SyncState {
        let push = self.loops.push.pace.condition();
        let pull = self.loops.pull.pace.condition();
        let blocking = push.trouble.or(pull.trouble);
        if let Some(code) = blocking.or_else(|| self.notices.first().copied()) {
            return SyncState::NeedsAttention(code);
        }
        let waiting = self.waiting();
        let since = [push.failing_since, pull.failing_since];
        match since.into_iter().flatten().min() {
            Some(since) => SyncState::Offline { since, waiting },
            None if waiting > 0 => SyncState::Sending { waiting },
            None => SyncState::Synced,
        }
    }

    /// Everything that needs a person, not only the most urgent.
    pub fn attention(&self) -> impl Iterator<Item = AttentionCode> {
        self.notices.iter().copied()
    }

    /// Entries that are not known to be at the server.
    pub fn waiting(&self) -> u64 {
        self.loops.push.waiting()
    }

    /// The estimate of the server's clock, for the proof of a request: milliseconds since
    /// 1970-01-01 UTC.
    pub const fn server_time_ms(&self, now: i64) -> i64 {
        self.loops.server_time_ms(now)
    }

    fn turn(&mut self, now: i64) -> (&mut Loops, Turn<'_>) {
        let turn = Turn {
            now,
            chance: self.chance.as_mut(),
            attempts: &mut self.attempts,
            notices: &mut self.notices,
            outputs: Vec::new(),
            signals: Vec::new(),
        };
        (&mut self.loops, turn)
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
