//! Runs the engine: performs its effects and feeds the results back. It holds no state that a new
//! run would need.

mod attempts;
mod blocking;
mod listen;
mod publish;
mod pull;
mod push;

use std::sync::atomic::AtomicI64;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use protocol::Peer;
use sync_engine::{AttentionCode, Effect, Engine, EngineState, Input};
use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use self::attempts::Attempts;
use crate::context::SyncContext;
use crate::error::{DriverError, SyncError};
use crate::monotonic::monotonic_ms;
use crate::observer::SyncObserver;
use crate::status::{SharedStatus, Status};

/// The longest sleep. A computer that wakes up is noticed within this time.
const LONGEST_SLEEP_MS: i64 = 5_000;
/// The shortest time between two notifications of the observer.
const NOTIFY_INTERVAL_MS: i64 = 250;

/// A command from outside the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DriverCommand {
    /// Try now.
    SyncNow,
    /// Remove a notice that a person has read.
    Dismiss(AttentionCode),
    /// End the run.
    Stop,
}

/// When a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RunGoal {
    /// With a command.
    Forever,
    /// When both sides have everything, or with the first error.
    UntilInStep,
}

/// The part of a run that its tasks share.
pub(super) struct DriverIo<P> {
    context: Arc<SyncContext>,
    peer: P,
    status: Arc<SharedStatus>,
    observer: Arc<dyn SyncObserver>,
    inputs: UnboundedSender<Input>,
    /// The server's clock minus the monotonic one, for the stamp of the next request.
    server_time: AtomicI64,
    /// At most one push is running at a time.
    sent_profiles: Mutex<blocking::SentProfiles>,
}

/// One run of an engine.
pub(crate) struct Driver<P> {
    io: Arc<DriverIo<P>>,
    engine: Engine,
    goal: RunGoal,
    inputs: UnboundedReceiver<Input>,
    attempts: Attempts,
    notified_at_ms: i64,
    /// A change that the observer was not notified of yet.
    unnotified: bool,
    /// The status that was published last.
    published: Option<Status>,
    done: Done,
}

/// The loops that succeeded at least once.
#[derive(Default)]
struct Done {
    pushed: bool,
    pulled: bool,
}

impl<P: Peer> Driver<P> {
    /// A run that resumes from the state in the ledger. Must be made within a runtime.
    pub(crate) fn new(
        context: Arc<SyncContext>,
        peer: P,
        status: Arc<SharedStatus>,
        observer: Arc<dyn SyncObserver>,
        goal: RunGoal,
    ) -> Result<Self, DriverError> {
        let resume = context.resume_state()?;
        let now = monotonic_ms();
        let (sender, inputs) = unbounded_channel();
        let io = Arc::new(DriverIo {
            context,
            peer,
            status,
            observer,
            inputs: sender,
            server_time: AtomicI64::new(resume.server_time_ms.saturating_sub(now)),
            sent_profiles: Mutex::default(),
        });
        Ok(Self {
            engine: Engine::new(now, &resume, random),
            io,
            goal,
            inputs,
            attempts: Attempts::default(),
            notified_at_ms: now.saturating_sub(NOTIFY_INTERVAL_MS),
            unnotified: false,
            published: None,
            done: Done::default(),
        })
    }

    /// Runs until the goal is reached or a command ends the run.
    pub(crate) async fn run(
        mut self,
        commands: &mut UnboundedReceiver<DriverCommand>,
        committed: &Notify,
    ) -> Result<(), DriverError> {
        let mut input = Input::Tick;
        loop {
            self.handle(input);
            if let Some(outcome) = self.outcome() {
                self.stop();
                return outcome;
            }
            let wait = self.until_wake();
            let context = Arc::clone(&self.io.context);
            input = tokio::select! {
                command = commands.recv() => match command {
                    Some(DriverCommand::SyncNow) => Input::AskedNow,
                    Some(DriverCommand::Dismiss(code)) => Input::AttentionDismissed { code },
                    Some(DriverCommand::Stop) | None => {
                        self.stop();
                        return Ok(());
                    }
                },
                Some(input) = self.inputs.recv() => input,
                () = committed.notified() => Input::LocalChanged(context.local_state()?),
                () = tokio::time::sleep(wait) => Input::Tick,
            };
        }
    }

    fn handle(&mut self, input: Input) {
        self.note(&input);
        let effects = self.engine.handle(monotonic_ms(), input);
        for effect in effects {
            self.perform(effect);
        }
        self.publish();
    }

    fn perform(&mut self, effect: Effect) {
        let io = &self.io;
        let server_ms = self.engine.server_time_ms(monotonic_ms());
        io.keep_server_time(server_ms);
        match effect {
            Effect::Push(order) => self.attempts.start(order.attempt, push::send(io, order)),
            Effect::Acknowledge(order) => {
                let attempt = order.attempt;
                self.attempts.start(attempt, push::acknowledge(io, order));
            }
            Effect::OpenEpoch {
                attempt,
                cause,
                previous,
            } => self
                .attempts
                .start(attempt, push::open_epoch(io, attempt, cause, previous)),
            Effect::Pull(order) => self.attempts.start(order.attempt, pull::fetch(io, order)),
            Effect::ApplyPage { attempt, page } => {
                self.attempts.start(attempt, pull::apply(io, attempt, page));
            }
            Effect::FetchSnapshot { attempt } => {
                self.attempts.start(attempt, pull::snapshot(io, attempt));
            }
            // A run that ends soon does not need hints.
            Effect::Listen { .. } if self.goal == RunGoal::UntilInStep => {}
            Effect::Listen { attempt } => self
                .attempts
                .start_in_background(attempt, listen::follow(io, attempt)),
            Effect::Cancel { attempt } => self.attempts.cancel(attempt),
            Effect::ServerTime { server_time_ms } => io.publish_server_time(server_time_ms),
            Effect::Attention { code } => log::warn!("sync needs attention: {code}"),
            Effect::AttentionOver { code } => {
                log::info!("sync no longer needs attention: {code}");
                io.clear_attention(code);
            }
        }
    }

    /// The outcome of a run that has reached its goal, or cannot reach it.
    fn outcome(&self) -> Option<Result<(), DriverError>> {
        if self.goal == RunGoal::Forever {
            return None;
        }
        match self.engine.state() {
            EngineState::Synced | EngineState::NeedsAttention(AttentionCode::RegisterCopied)
                if self.done.pushed
                    && self.done.pulled
                    && self.engine.pending() == 0
                    && self.attempts.are_all_background() =>
            {
                Some(Ok(()))
            }
            EngineState::Offline { .. } => Some(Err(self.last_error())),
            // A revoked register gets no feed, but still sends its log.
            EngineState::NeedsAttention(code)
                if code != AttentionCode::RegisterCopied && self.attempts.are_all_background() =>
            {
                Some(Err(self.last_error()))
            }
            _ => None,
        }
    }

    fn last_error(&self) -> DriverError {
        let known = self.io.status.get().last_error;
        known
            .unwrap_or(SyncError::Unreachable {
                reason: "the server fell silent",
            })
            .into()
    }

    fn until_wake(&self) -> Duration {
        let now = monotonic_ms();
        let wake = self.engine.wake_at().unwrap_or(i64::MAX);
        let wake = if self.unnotified {
            wake.min(self.notified_at_ms.saturating_add(NOTIFY_INTERVAL_MS))
        } else {
            wake
        };
        let wait = wake.saturating_sub(now).clamp(0, LONGEST_SLEEP_MS);
        Duration::from_millis(u64::try_from(wait).unwrap_or(0))
    }

    fn stop(&mut self) {
        for effect in self.engine.stop(monotonic_ms()) {
            if let Effect::Cancel { attempt } = effect {
                self.attempts.cancel(attempt);
            }
        }
        self.attempts.cancel_all();
    }
}

/// Jitter need not be secret. Without randomness all registers would wait equally long.
fn random() -> u64 {
    getrandom::u64().unwrap_or_default()
}
