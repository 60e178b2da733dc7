//! The pull: pages of the feed after a cursor, or a snapshot when the cursor is invalid.

use uuid::Uuid;

use super::limits::{POLL_HINTED_MS, POLL_MS, SLEPT_MS};
use super::request::{ActiveRequest, Stage};
use super::retry::Retry;
use super::step::{EngineStep, LoopEvent};
use super::wait::Wait;
use super::{Attempt, AttentionCode, Effect, EpochSpan, PullOrder, ResumeState};
use protocol::{PullAnswer, Refusal, RefusalCode};

pub(super) struct PullLoop {
    feed_epoch: Uuid,
    cursor: u64,
    /// The highest known number of the feed.
    heard: u64,
    /// A cursor of another incarnation: a snapshot is due.
    snapshot_due: bool,
    /// The next page is applied even when it is empty, because overlays wait for its cursor.
    overlay_due: bool,
    /// Promise 9: entries from before the first pull have no overlay, or no longer have one. They
    /// must be at the server before a row is pulled.
    gate: Option<PullGate>,
    /// The feed was replaced: the push first checks whether the server was restored from a backup.
    held: bool,
    open: Option<OpenPull>,
    pub(super) retry: Retry,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct PullGate {
    epoch: Uuid,
    seq: u64,
}

struct OpenPull {
    request: ActiveRequest,
    /// Set while the ledger applies a page: the cursor after the page, and whether there are more
    /// rows.
    applying: Option<(u64, bool)>,
}

impl PullLoop {
    pub(super) fn new(resume: &ResumeState, now: i64) -> Self {
        let unpulled = resume.feed_cursor == 0;
        Self {
            feed_epoch: resume.feed_epoch,
            cursor: resume.feed_cursor,
            heard: 0,
            snapshot_due: unpulled,
            overlay_due: true,
            gate: resume.epochs.last().filter(|_| unpulled).map(gate_at),
            held: false,
            open: None,
            retry: Retry::new(now),
        }
    }

    /// The position up to which the log must be at the server before anything is pulled.
    pub(super) fn gate(&self) -> Option<(Uuid, u64)> {
        self.gate.map(|gate| (gate.epoch, gate.seq))
    }

    /// The log must be at the server up to here first.
    pub(super) fn close_gate(&mut self, current: Option<EpochSpan>) {
        self.gate = current.as_ref().map(gate_at);
    }

    /// The log is at the server up to the gate.
    pub(super) fn open_gate(&mut self) {
        self.gate = None;
    }

    /// Whether the pull waits for the next answer to a push.
    pub(super) const fn is_held(&self) -> bool {
        self.held
    }

    pub(super) const fn release(&mut self) {
        self.held = false;
    }

    /// The server was restored from a backup. The cursor is invalid, and the entries that the
    /// server lost must be sent again before a row may be pulled.
    pub(super) fn resnapshot(&mut self, step: &mut EngineStep<'_>, current: Option<EpochSpan>) {
        // The page on its way is older than the register's own state.
        self.give_up(step);
        self.wait_for_snapshot(step.now, current);
    }

    /// A snapshot is due, and the log must be at the server up to here first.
    pub(super) fn wait_for_snapshot(&mut self, now: i64, current: Option<EpochSpan>) {
        self.snapshot_due = true;
        self.close_gate(current);
        self.soon(now);
    }

    /// Notes the feed's last number. If it differs from the cursor, a pull is due: a lower one
    /// shows a server that was restored from a backup.
    pub(super) fn heard(&mut self, now: i64, feed_seq: u64) {
        self.heard = feed_seq;
        if feed_seq != self.cursor {
            self.soon(now);
        }
    }

    /// Notes that own entries were acknowledged.
    pub(super) const fn acknowledged(&mut self) {
        self.overlay_due = true;
    }

    /// Hints may have been lost before the stream was open.
    pub(super) fn soon(&mut self, now: i64) {
        self.retry.wait.shorten_idle(now);
    }

    pub(super) fn wake_at(&self) -> Option<i64> {
        match &self.open {
            Some(pull) => Some(pull.request.deadline()),
            None if self.gate.is_some() || self.held => None,
            None => self.retry.wait.until(),
        }
    }

    pub(super) fn progress(&mut self, attempt: Attempt, now: i64) {
        if let Some(pull) = &mut self.open
            && pull.request.attempt == attempt
        {
            pull.request.progress(now);
        }
    }

    pub(super) fn run(&mut self, step: &mut EngineStep<'_>) {
        if let Some(pull) = &self.open {
            let late = step.now.saturating_sub(pull.request.deadline());
            if late < 0 {
                return;
            }
            self.give_up(step);
            if late > SLEPT_MS {
                self.retry.wake(step.now);
            } else {
                self.retry.fail(step, None);
            }
        }
        if self.gate.is_none() && !self.held && self.retry.wait.is_over(step.now) {
            self.begin(step);
        }
    }

    pub(super) fn give_up(&mut self, step: &mut EngineStep<'_>) {
        if let Some(pull) = self.open.take() {
            step.put(Effect::Cancel {
                attempt: pull.request.attempt,
            });
        }
    }

    fn begin(&mut self, step: &mut EngineStep<'_>) {
        self.retry.begin();
        let attempt = step.attempt();
        let stage = if self.snapshot_due {
            step.put(Effect::FetchSnapshot { attempt });
            Stage::Stream
        } else {
            step.put(Effect::Pull(PullOrder {
                attempt,
                feed_epoch: self.feed_epoch,
                after: self.cursor,
            }));
            Stage::Server
        };
        self.open = Some(OpenPull {
            request: ActiveRequest::new(attempt, stage, step.now),
            applying: None,
        });
    }

    pub(super) fn answered(
        &mut self,
        step: &mut EngineStep<'_>,
        attempt: Attempt,
        page: Box<PullAnswer>,
        listening: bool,
    ) {
        let Some(mut pull) = self.take_asked(attempt) else {
            return;
        };
        if self.snapshot_due {
            // The cursor was found to be invalid while the page was on its way.
            self.retry.wait = Wait::Idle { until: step.now };
            return;
        }
        if !self.is_next(&page) {
            self.retry.fail(step, None);
            return;
        }
        if page.rows.is_empty() && page.next == self.cursor && !self.overlay_due {
            self.done(step, listening);
            return;
        }
        pull.applying = Some((page.next, page.more));
        pull.request.enter(Stage::Ledger, step.now);
        self.overlay_due = false;
        self.open = Some(pull);
        step.put(Effect::ApplyPage { attempt, page });
    }

    /// Whether the page follows the cursor without gaps or repeats, and is of the same feed.
    fn is_next(&self, page: &PullAnswer) -> bool {
        let mut last = self.cursor;
        let ascending = page.rows.iter().all(|row| {
            let after = row.feed_seq > last;
            last = row.feed_seq;
            after
        });
        let moves = page.next > self.cursor || !page.more;
        ascending && page.feed_epoch == self.feed_epoch && last <= page.next && moves
    }

    pub(super) fn applied(&mut self, step: &mut EngineStep<'_>, attempt: Attempt, listening: bool) {
        let Some(pull) = self.take(attempt) else {
            return;
        };
        let Some((cursor, more)) = pull.applying else {
            return;
        };
        self.cursor = cursor;
        if more {
            self.retry.succeed(step, None);
        } else {
            self.done(step, listening);
        }
    }

    pub(super) fn snapshot_applied(
        &mut self,
        step: &mut EngineStep<'_>,
        attempt: Attempt,
        feed_epoch: Uuid,
        cursor: u64,
    ) {
        let expected = self.take(attempt).is_some();
        if !expected {
            // The attempt was given up a moment too late: the ledger has applied this snapshot, and
            // its age is unknown. Another one is fetched.
            self.give_up(step);
        }
        self.feed_epoch = feed_epoch;
        self.cursor = cursor;
        self.snapshot_due = !expected;
        self.overlay_due = true;
        step.publish(LoopEvent::SnapshotTaken);
        // Changes made while the snapshot was fetched are pulled at once.
        self.retry.succeed(step, None);
    }

    pub(super) fn failed(&mut self, step: &mut EngineStep<'_>, attempt: Attempt) {
        if self.take_asked(attempt).is_some() {
            self.retry.fail(step, None);
        }
    }

    pub(super) fn ledger_failed(&mut self, step: &mut EngineStep<'_>, attempt: Attempt) {
        if self.take(attempt).is_some() {
            self.overlay_due = true;
            self.retry.ledger_failed(step);
        }
    }

    pub(super) fn refused(
        &mut self,
        step: &mut EngineStep<'_>,
        attempt: Attempt,
        refusal: &Refusal,
        retry_after_ms: Option<i64>,
    ) {
        if self.take_asked(attempt).is_none() {
            return;
        }
        match refusal.code {
            RefusalCode::MustResnapshot => {
                self.snapshot_due = true;
                self.held = true;
                step.publish(LoopEvent::FeedReplaced);
                self.retry.go_on(step);
            }
            RefusalCode::ClockOff | RefusalCode::Replayed => self.retry.go_on(step),
            RefusalCode::Malformed => self.retry.rest(step, AttentionCode::RequestRefused),
            RefusalCode::NotProved => self.retry.rest(step, AttentionCode::NotProved),
            RefusalCode::Forbidden => self.retry.rest(step, AttentionCode::Revoked),
            RefusalCode::NotEnrolled => self.retry.rest(step, AttentionCode::NotEnrolled),
            RefusalCode::ProtocolTooOld => self.retry.rest(step, AttentionCode::UpgradeNeeded),
            RefusalCode::ProtocolTooNew => self.retry.rest(step, AttentionCode::ServerOutdated),
            RefusalCode::Gap
            | RefusalCode::Fork
            | RefusalCode::Tamper
            | RefusalCode::Ratchet
            | RefusalCode::CodeInvalid
            | RefusalCode::AlreadyEnrolled
            | RefusalCode::RegisterNameTaken
            | RefusalCode::TooLarge
            | RefusalCode::TooManyRequests
            | RefusalCode::Internal
            | RefusalCode::Unavailable
            | RefusalCode::Other => self.retry.fail(step, retry_after_ms),
        }
    }

    /// Everything is pulled. The next pull is due in a while, or at once when there is news
    /// already.
    fn done(&mut self, step: &mut EngineStep<'_>, listening: bool) {
        let range = if listening { POLL_HINTED_MS } else { POLL_MS };
        let behind = self.heard > self.cursor || self.overlay_due;
        self.retry.succeed(step, (!behind).then_some(range));
        // Ask for a number only once: one that never comes must not be asked for in a loop.
        self.heard = self.heard.min(self.cursor);
    }

    /// The request that waits for the server; a second answer to one attempt is ignored.
    fn take_asked(&mut self, attempt: Attempt) -> Option<OpenPull> {
        self.open
            .take_if(|pull| pull.request.attempt == attempt && pull.applying.is_none())
    }

    fn take(&mut self, attempt: Attempt) -> Option<OpenPull> {
        self.open.take_if(|pull| pull.request.attempt == attempt)
    }
}

const fn gate_at(span: &EpochSpan) -> PullGate {
    PullGate {
        epoch: span.epoch,
        seq: span.last_seq,
    }
}
