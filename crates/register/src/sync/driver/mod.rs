//! The engine's hands: does what it says, tells it what happened, and keeps nothing of its own.

mod blocking;
mod flights;
mod listen;
mod note;
mod pull;
mod push;

use std::sync::atomic::AtomicI64;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sync_client::Client;
use sync_engine::{AttentionCode, Engine, Input, Output, SyncState};
use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use self::flights::Flights;
use super::board::{Board, Notes};
use super::line::Line;
use super::monotonic::monotonic_ms;
use crate::error::{AppError, SyncError};

/// The longest sleep: a computer that wakes from its own is noticed this soon.
const LONGEST_SLEEP_MS: i64 = 5_000;
/// Watchers are told at most this often.
const TELL_PAUSE_MS: i64 = 250;

/// Who wants to hear.
pub(crate) trait Watch: Send + Sync {
    /// Register and server stand otherwise than before.
    fn changed(&self) {}
    /// The feed changed people, settings or products here.
    fn fed(&self) {}
}

/// Nobody.
pub(super) struct NoWatch;

impl Watch for NoWatch {}

/// What people tell the task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Command {
    /// Try now.
    AskNow,
    /// Somebody has seen it.
    Dismiss(AttentionCode),
    /// End.
    Stop,
}

/// When a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goal {
    /// When it is told to.
    Forever,
    /// When both sides have everything, or the first attempt fails.
    Once,
}

/// What all tasks of a run share.
pub(super) struct Hands {
    pub(super) line: Arc<Line>,
    pub(super) client: Client,
    pub(super) board: Arc<Board>,
    pub(super) watch: Arc<dyn Watch>,
    inputs: UnboundedSender<Input>,
    /// The server's clock less the monotonic one, for the proof of the next request.
    server_time: AtomicI64,
    /// One push is under way at a time.
    sent: Mutex<blocking::Sent>,
}

/// One run of an engine.
pub(super) struct Driver {
    hands: Arc<Hands>,
    engine: Engine,
    goal: Goal,
    inputs: UnboundedReceiver<Input>,
    flights: Flights,
    told_at_ms: i64,
    untold: bool,
    /// What the board said last.
    seen: Option<Notes>,
    done: Done,
}

/// What has succeeded at least once.
#[derive(Default)]
struct Done {
    pushed: bool,
    pulled: bool,
}

impl Driver {
    /// A run from what the ledger says. Must be made within a runtime.
    pub(super) fn new(
        line: Arc<Line>,
        board: Arc<Board>,
        watch: Arc<dyn Watch>,
        goal: Goal,
    ) -> Result<Self, AppError> {
        let standing = line.standing()?;
        let now = monotonic_ms();
        let (sender, inputs) = unbounded_channel();
        let hands = Arc::new(Hands {
            client: line.client()?,
            line,
            board,
            watch,
            inputs: sender,
            server_time: AtomicI64::new(standing.server_time_ms.saturating_sub(now)),
            sent: Mutex::default(),
        });
        Ok(Self {
            engine: Engine::new(now, &standing, random),
            hands,
            goal,
            inputs,
            flights: Flights::default(),
            told_at_ms: now.saturating_sub(TELL_PAUSE_MS),
            untold: false,
            seen: None,
            done: Done::default(),
        })
    }

    /// Runs until the goal is reached or a command ends it.
    pub(super) async fn run(
        mut self,
        commands: &mut UnboundedReceiver<Command>,
        committed: &Notify,
    ) -> Result<(), AppError> {
        let mut input = Input::Tick;
        loop {
            self.handle(input);
            if let Some(outcome) = self.outcome() {
                self.stop();
                return outcome;
            }
            let wait = self.until_wake();
            let line = Arc::clone(&self.hands.line);
            input = tokio::select! {
                command = commands.recv() => match command {
                    Some(Command::AskNow) => Input::AskedNow,
                    Some(Command::Dismiss(code)) => Input::AttentionDismissed { code },
                    Some(Command::Stop) | None => {
                        self.stop();
                        return Ok(());
                    }
                },
                Some(input) = self.inputs.recv() => input,
                () = committed.notified() => Input::LocalChanged(line.local()?),
                () = tokio::time::sleep(wait) => Input::Tick,
            };
        }
    }

    fn handle(&mut self, input: Input) {
        self.note(&input);
        let outputs = self.engine.handle(monotonic_ms(), input);
        for output in outputs {
            self.perform(output);
        }
        self.publish();
    }

    fn perform(&mut self, output: Output) {
        let hands = &self.hands;
        let server_ms = self.engine.server_time_ms(monotonic_ms());
        hands.keep_server_time(server_ms);
        match output {
            Output::Push(order) => self.flights.start(order.attempt, push::send(hands, order)),
            Output::Acknowledge(given) => {
                let attempt = given.attempt;
                self.flights.start(attempt, push::acknowledge(hands, given));
            }
            Output::OpenEpoch {
                attempt,
                cause,
                previous,
            } => self
                .flights
                .start(attempt, push::open_epoch(hands, attempt, cause, previous)),
            Output::Pull(order) => self.flights.start(order.attempt, pull::fetch(hands, order)),
            Output::ApplyPage { attempt, page } => {
                self.flights
                    .start(attempt, pull::apply(hands, attempt, page));
            }
            Output::FetchSnapshot { attempt } => {
                self.flights.start(attempt, pull::snapshot(hands, attempt));
            }
            // A run that ends soon has no use for hints.
            Output::Listen { .. } if self.goal == Goal::Once => {}
            Output::Listen { attempt } => self
                .flights
                .start_quiet(attempt, listen::follow(hands, attempt)),
            Output::Cancel { attempt } => self.flights.cancel(attempt),
            Output::ServerTime { server_time_ms } => hands.heard_time(server_time_ms),
            Output::Attention { code } => log::warn!("sync needs attention: {code}"),
            Output::AttentionOver { code } => {
                log::info!("sync no longer needs attention: {code}");
                hands.attention_over(code);
            }
        }
    }

    /// Whether a run with a goal has reached it, or cannot.
    fn outcome(&self) -> Option<Result<(), AppError>> {
        if self.goal == Goal::Forever {
            return None;
        }
        match self.engine.state() {
            SyncState::Synced | SyncState::NeedsAttention(AttentionCode::RegisterCopied)
                if self.done.pushed
                    && self.done.pulled
                    && self.engine.waiting() == 0
                    && self.flights.are_none_but_quiet() =>
            {
                Some(Ok(()))
            }
            SyncState::Offline { .. } => Some(Err(self.last_error())),
            // A revoked register is refused the feed, and drains its log all the same.
            SyncState::NeedsAttention(code)
                if code != AttentionCode::RegisterCopied && self.flights.are_none_but_quiet() =>
            {
                Some(Err(self.last_error()))
            }
            _ => None,
        }
    }

    fn last_error(&self) -> AppError {
        let known = self.hands.board.notes().last_error;
        known
            .unwrap_or(SyncError::Unreachable {
                reason: "the server fell silent",
            })
            .into()
    }

    fn until_wake(&self) -> Duration {
        let now = monotonic_ms();
        let wake = self.engine.wake_at().unwrap_or(i64::MAX);
        let wake = if self.untold {
            wake.min(self.told_at_ms.saturating_add(TELL_PAUSE_MS))
        } else {
            wake
        };
        let wait = wake.saturating_sub(now).clamp(0, LONGEST_SLEEP_MS);
        Duration::from_millis(u64::try_from(wait).unwrap_or(0))
    }

    fn stop(&mut self) {
        for output in self.engine.stop(monotonic_ms()) {
            if let Output::Cancel { attempt } = output {
                self.flights.cancel(attempt);
            }
        }
        self.flights.cancel_all();
        self.hands.line.mark.flush();
    }
}

/// Jitter need not be secret; without randomness every register would wait alike.
fn random() -> u64 {
    getrandom::u64().unwrap_or_default()
}
