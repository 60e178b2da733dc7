//! The three loops: routes each input to its loop, and passes events from one loop to another.

use domain::entry::Hash;

use super::listen::ListenLoop;
use super::pull::PullLoop;
use super::push::PushLoop;
use super::step::{EngineStep, LoopEvent};
use super::{Attempt, AttentionCode, Effect, Input, ResumeState};
use protocol::Refusal;

pub(super) struct Loops {
    server_time: ServerTime,
    pub(super) push: PushLoop,
    pub(super) pull: PullLoop,
    listen: ListenLoop,
    /// Notices of an earlier run. They are raised again if they still apply.
    outdated: Vec<AttentionCode>,
}

impl Loops {
    pub(super) fn new(now: i64, resume: &ResumeState) -> Self {
        let passing = |code: &AttentionCode| *code != AttentionCode::RegisterCopied;
        let mut loops = Self {
            server_time: ServerTime::new(resume.server_time_ms, now),
            push: PushLoop::new(resume, now),
            pull: PullLoop::new(resume, now),
            listen: ListenLoop::new(now),
            outdated: resume.attention.iter().copied().filter(passing).collect(),
        };
        if loops.push.is_in_new_epoch() {
            loops.pull.close_gate(loops.push.current());
        }
        if loops.push.is_refilling() {
            loops.pull.wait_for_snapshot(now, loops.push.current());
        }
        loops.try_gate();
        loops
    }

    pub(super) fn wake_at(&self) -> Option<i64> {
        let wakes = [
            self.push.wake_at(),
            self.pull.wake_at(),
            self.listen.wake_at(),
        ];
        wakes.into_iter().flatten().min()
    }

    pub(super) const fn server_time_ms(&self, now: i64) -> i64 {
        self.server_time.at(now)
    }

    pub(super) fn run(&mut self, step: &mut EngineStep<'_>) {
        for code in std::mem::take(&mut self.outdated) {
            step.put(Effect::AttentionOver { code });
        }
        self.pass_events(step);
        self.push.run(step);
        self.try_gate();
        self.pull.run(step);
        self.listen.run(step);
    }

    pub(super) fn give_up(&mut self, step: &mut EngineStep<'_>) {
        self.push.give_up(step);
        self.pull.give_up(step);
        self.listen.give_up(step);
    }

    pub(super) fn take(&mut self, step: &mut EngineStep<'_>, input: Input) {
        let listening = self.listen.is_open();
        match input {
            Input::Tick => {}
            Input::LocalChanged(local) => self.push.local_changed(step.now, local),
            Input::PushAnswered {
                attempt,
                answer,
                own_hash,
            } => {
                self.heard_time(step, answer.head.server_time_ms);
                self.push.answered(step, attempt, &answer, own_hash);
            }
            Input::Acknowledged {
                attempt,
                profiles_pending,
            } => self.push.acknowledged(step, attempt, profiles_pending),
            Input::EpochOpened { attempt, epochs } => {
                self.push.epoch_opened(step, attempt, epochs);
                // Entries that are appended again may have lost their overlay long ago.
                self.pull.close_gate(self.push.current());
            }
            Input::PullAnswered { attempt, page } => {
                self.heard_time(step, page.server_time_ms);
                self.pull.answered(step, attempt, page, listening);
            }
            Input::PageApplied { attempt } => self.pull.applied(step, attempt, listening),
            Input::SnapshotApplied {
                attempt,
                feed_epoch,
                cursor,
            } => self
                .pull
                .snapshot_applied(step, attempt, feed_epoch, cursor),
            Input::Refused {
                attempt,
                refusal,
                retry_after_ms,
                own_hash,
            } => self.refused(step, attempt, &refusal, (retry_after_ms, own_hash)),
            Input::Failed { attempt, error: _ } => self.failed(step, attempt),
            Input::LedgerFailed { attempt } => {
                self.push.ledger_failed(step, attempt);
                self.pull.ledger_failed(step, attempt);
            }
            Input::Progress { attempt } => self.progress(step.now, attempt),
            Input::ListenStarted { attempt } => {
                if self.listen.started(attempt, step.now) {
                    self.pull.soon(step.now);
                }
            }
            Input::Hint { attempt, hint } => {
                if self.listen.hinted(attempt, step.now) {
                    self.pull.heard(step.now, hint.feed_seq);
                }
            }
            Input::NetworkUp => self.network_up(step.now),
            Input::AskedNow => self.asked(step.now),
            Input::AttentionDismissed { code } => {
                step.notices.remove(&code);
            }
        }
    }

    /// The loop that made the attempt reacts; the others ignore it.
    fn refused(
        &mut self,
        step: &mut EngineStep<'_>,
        attempt: Attempt,
        refusal: &Refusal,
        (retry_after_ms, own_hash): (Option<i64>, Option<Hash>),
    ) {
        self.heard_time(step, refusal.server_time_ms);
        self.push
            .refused(step, attempt, refusal, retry_after_ms, own_hash);
        self.pull.refused(step, attempt, refusal, retry_after_ms);
        self.listen.refused(step, attempt, refusal, retry_after_ms);
    }

    fn failed(&mut self, step: &mut EngineStep<'_>, attempt: Attempt) {
        self.push.failed(step, attempt);
        self.pull.failed(step, attempt);
        self.listen.failed(step, attempt);
    }

    fn progress(&mut self, now: i64, attempt: Attempt) {
        self.push.progress(attempt, now);
        self.pull.progress(attempt, now);
        self.listen.progress(attempt, now);
    }

    /// Passes the events of one loop to the loop that acts on them.
    fn pass_events(&mut self, step: &mut EngineStep<'_>) {
        for event in std::mem::take(&mut step.events) {
            match event {
                LoopEvent::FeedHeard { feed_seq } => self.pull.heard(step.now, feed_seq),
                LoopEvent::ServerOlder => self.pull.resnapshot(step, self.push.current()),
                LoopEvent::FeedReplaced => self.push.ask_head(step.now),
                LoopEvent::Acknowledged => self.pull.acknowledged(),
                LoopEvent::SnapshotTaken => self.push.acknowledge_again(step.now),
            }
        }
        self.try_gate();
    }

    fn try_gate(&mut self) {
        if let Some((epoch, seq)) = self.pull.gate()
            && self.push.has_stored(epoch, seq)
        {
            self.pull.open_gate();
        }
        if self.pull.is_held() && !self.push.is_asking() {
            self.pull.release();
        }
    }

    fn heard_time(&mut self, step: &mut EngineStep<'_>, server_time_ms: i64) {
        self.server_time = ServerTime::new(server_time_ms, step.now);
        step.put(Effect::ServerTime { server_time_ms });
    }

    fn network_up(&mut self, now: i64) {
        self.push.retry.network_up(now);
        self.pull.retry.network_up(now);
        self.listen.network_up(now);
    }

    fn asked(&mut self, now: i64) {
        self.push.ask_head(now);
        self.push.retry.asked(now);
        self.pull.retry.asked(now);
        self.listen.asked(now);
    }
}

/// The server's clock at one moment of the monotonic clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct ServerTime {
    server_ms: i64,
    at: i64,
}

impl ServerTime {
    const fn new(server_ms: i64, at: i64) -> Self {
        Self { server_ms, at }
    }

    /// The estimate for `now`. It does not use the register's own clock, which may be set while the
    /// program runs.
    const fn at(&self, now: i64) -> i64 {
        self.server_ms.saturating_add(now.saturating_sub(self.at))
    }
}
