//! The three loops side by side: who an input is for, and what one loop's news mean to another.

use domain::entry::Hash;

use super::listen::ListenLoop;
use super::pull::PullLoop;
use super::push::PushLoop;
use super::server_time::ServerTime;
use super::turn::{Signal, Turn};
use super::{Attempt, AttentionCode, Input, Output, Standing};
use protocol::Refusal;

pub(super) struct Loops {
    server_time: ServerTime,
    pub(super) push: PushLoop,
    pub(super) pull: PullLoop,
    listen: ListenLoop,
    /// Notices of an earlier run; they are raised again if they still hold.
    outdated: Vec<AttentionCode>,
}

impl Loops {
    pub(super) fn new(now: i64, standing: &Standing) -> Self {
        let passing = |code: &AttentionCode| *code != AttentionCode::RegisterCopied;
        let mut loops = Self {
            server_time: ServerTime::new(standing.server_time_ms, now),
            push: PushLoop::new(standing, now),
            pull: PullLoop::new(standing, now),
            listen: ListenLoop::new(now),
            outdated: standing.attention.iter().copied().filter(passing).collect(),
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

    pub(super) fn run(&mut self, turn: &mut Turn<'_>) {
        for code in std::mem::take(&mut self.outdated) {
            turn.put(Output::AttentionOver { code });
        }
        self.pass_signals(turn);
        self.push.run(turn);
        self.try_gate();
        self.pull.run(turn);
        self.listen.run(turn);
    }

    pub(super) fn give_up(&mut self, turn: &mut Turn<'_>) {
        self.push.give_up(turn);
        self.pull.give_up(turn);
        self.listen.give_up(turn);
    }

    pub(super) fn take(&mut self, turn: &mut Turn<'_>, input: Input) {
        let listening = self.listen.is_open();
        match input {
            Input::Tick => {}
            Input::LocalChanged(local) => self.push.local_changed(turn.now, local),
            Input::PushAnswered {
                attempt,
                answer,
                own_hash,
            } => {
                self.heard_time(turn, answer.head.server_time_ms);
                self.push.answered(turn, attempt, &answer, own_hash);
            }
            Input::Acknowledged {
                attempt,
                profiles_waiting,
            } => self.push.acknowledged(turn, attempt, profiles_waiting),
            Input::EpochOpened { attempt, epochs } => {
                self.push.epoch_opened(turn, attempt, epochs);
                // What is appended again may have lost its overlay long ago.
                self.pull.close_gate(self.push.current());
            }
            Input::PullAnswered { attempt, page } => {
                self.heard_time(turn, page.server_time_ms);
                self.pull.answered(turn, attempt, page, listening);
            }
            Input::PageApplied { attempt } => self.pull.applied(turn, attempt, listening),
            Input::SnapshotApplied {
                attempt,
                feed_epoch,
                cursor,
            } => self
                .pull
                .snapshot_applied(turn, attempt, feed_epoch, cursor),
            Input::Refused {
                attempt,
                refusal,
                retry_after_ms,
                own_hash,
            } => self.refused(turn, attempt, &refusal, (retry_after_ms, own_hash)),
            Input::Failed { attempt, error: _ } => self.failed(turn, attempt),
            Input::LedgerFailed { attempt } => {
                self.push.ledger_failed(turn, attempt);
                self.pull.ledger_failed(turn, attempt);
            }
            Input::Progress { attempt } => self.progress(turn.now, attempt),
            Input::ListenStarted { attempt } => {
                if self.listen.started(attempt, turn.now) {
                    self.pull.soon(turn.now);
                }
            }
            Input::Hint { attempt, hint } => {
                if self.listen.hinted(attempt, turn.now) {
                    self.pull.heard(turn.now, hint.feed_seq);
                }
            }
            Input::NetworkUp => self.network_up(turn.now),
            Input::AskedNow => self.asked(turn.now),
            Input::AttentionDismissed { code } => {
                turn.notices.remove(&code);
            }
        }
    }

    /// Only the loop that made the attempt knows it; the others ignore it.
    fn refused(
        &mut self,
        turn: &mut Turn<'_>,
        attempt: Attempt,
        refusal: &Refusal,
        (retry_after_ms, own_hash): (Option<i64>, Option<Hash>),
    ) {
        self.heard_time(turn, refusal.server_time_ms);
        self.push
            .refused(turn, attempt, refusal, retry_after_ms, own_hash);
        self.pull.refused(turn, attempt, refusal, retry_after_ms);
        self.listen.refused(turn, attempt, refusal, retry_after_ms);
    }

    fn failed(&mut self, turn: &mut Turn<'_>, attempt: Attempt) {
        self.push.failed(turn, attempt);
        self.pull.failed(turn, attempt);
        self.listen.failed(turn, attempt);
    }

    fn progress(&mut self, now: i64, attempt: Attempt) {
        self.push.progress(attempt, now);
        self.pull.progress(attempt, now);
        self.listen.progress(attempt, now);
    }

    /// What one loop heard that another should act on.
    fn pass_signals(&mut self, turn: &mut Turn<'_>) {
        for signal in std::mem::take(&mut turn.signals) {
            match signal {
                Signal::FeedHeard { feed_seq } => self.pull.heard(turn.now, feed_seq),
                Signal::ServerOlder => self.pull.resnapshot(turn, self.push.current()),
                Signal::FeedReplaced => self.push.ask_head(turn.now),
                Signal::Acknowledged => self.pull.acknowledged(),
                Signal::SnapshotTaken => self.push.acknowledge_again(turn.now),
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

    fn heard_time(&mut self, turn: &mut Turn<'_>, server_time_ms: i64) {
        self.server_time = ServerTime::new(server_time_ms, turn.now);
        turn.put(Output::ServerTime { server_time_ms });
    }

    fn network_up(&mut self, now: i64) {
        self.push.pace.network_up(now);
        self.pull.pace.network_up(now);
        self.listen.network_up(now);
    }

    fn asked(&mut self, now: i64) {
        self.push.ask_head(now);
        self.push.pace.asked(now);
        self.pull.pace.asked(now);
        self.listen.asked(now);
    }
}
