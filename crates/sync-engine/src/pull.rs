//! The pull: pages of the feed after a cursor, or a snapshot when the cursor is worth nothing.

use uuid::Uuid;

use super::flight::{Flight, Stage};
use super::limits::{POLL_HINTED_MS, POLL_MS, SLEPT_MS};
use super::pace::Pace;
use super::pause::Pause;
use super::turn::{Signal, Turn};
use super::{Attempt, AttentionCode, EpochSpan, Output, PullOrder, Standing};
use protocol::{PullAnswer, Refusal, RefusalCode};

pub(super) struct PullLoop {
    feed_epoch: Uuid,
    cursor: u64,
    /// The last number anybody spoke of.
    heard: u64,
    /// A cursor of another incarnation: a snapshot is due.
    snapshot_due: bool,
    /// A page is applied even when it is empty: what waits for a cursor is due.
    overlay_due: bool,
    /// Promise 9: what was in the log before the first pull has no overlay (any more), so it must be
    /// at the server before a row may come down.
    gate: Option<Gate>,
    /// The feed is another: the push looks first whether the server came back older.
    held: bool,
    flight: Option<PullFlight>,
    pub(super) pace: Pace,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Gate {
    epoch: Uuid,
    seq: u64,
}

struct PullFlight {
    flight: Flight,
    /// While the ledger applies it: the cursor after the page, and whether there is more.
    applying: Option<(u64, bool)>,
}

impl PullLoop {
    pub(super) fn new(standing: &Standing, now: i64) -> Self {
        let unpulled = standing.feed_cursor == 0;
        Self {
            feed_epoch: standing.feed_epoch,
            cursor: standing.feed_cursor,
            heard: 0,
            snapshot_due: unpulled,
            overlay_due: true,
            gate: standing.epochs.last().filter(|_| unpulled).map(gate_at),
            held: false,
            flight: None,
            pace: Pace::new(now),
        }
    }

    /// The place up to which the log must be at the server before anything is pulled.
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

    /// Whether it waits for what the push is about to hear.
    pub(super) const fn is_held(&self) -> bool {
        self.held
    }

    pub(super) const fn release(&mut self) {
        self.held = false;
    }

    /// The server came back older: the cursor is worth nothing any more, and what it lost must be
    /// there again before a row may come down.
    pub(super) fn resnapshot(&mut self, turn: &mut Turn<'_>, current: Option<EpochSpan>) {
        // What is on its way is older than what this register knows.
        self.give_up(turn);
        self.wait_for_snapshot(turn.now, current);
    }

    /// A snapshot is due, and the log must be at the server up to here first.
    pub(super) fn wait_for_snapshot(&mut self, now: i64, current: Option<EpochSpan>) {
        self.snapshot_due = true;
        self.close_gate(current);
        self.soon(now);
    }

    /// Somebody spoke of the feed's last number. Another one than the cursor is worth a pull: a
    /// lower one shows a server that came back older.
    pub(super) fn heard(&mut self, now: i64, feed_seq: u64) {
        self.heard = feed_seq;
        if feed_seq != self.cursor {
            self.soon(now);
        }
    }

    /// Own entries were acknowledged.
    pub(super) const fn acknowledged(&mut self) {
        self.overlay_due = true;
    }

    /// Hints may have been lost before the stream was open.
    pub(super) fn soon(&mut self, now: i64) {
        self.pace.pause.shorten_idle(now);
    }

    pub(super) fn wake_at(&self) -> Option<i64> {
        match &self.flight {
            Some(pull) => Some(pull.flight.deadline()),
            None if self.gate.is_some() || self.held => None,
            None => self.pace.pause.until(),
        }
    }

    pub(super) fn progress(&mut self, attempt: Attempt, now: i64) {
        if let Some(pull) = &mut self.flight
            && pull.flight.attempt == attempt
        {
            pull.flight.progress(now);
        }
    }

    pub(super) fn run(&mut self, turn: &mut Turn<'_>) {
        if let Some(pull) = &self.flight {
            let late = turn.now.saturating_sub(pull.flight.deadline());
            if late < 0 {
                return;
            }
            self.give_up(turn);
            if late > SLEPT_MS {
                self.pace.wake(turn.now);
            } else {
                self.pace.fail(turn, None);
            }
        }
        if self.gate.is_none() && !self.held && self.pace.pause.is_over(turn.now) {
            self.begin(turn);
        }
    }

    pub(super) fn give_up(&mut self, turn: &mut Turn<'_>) {
        if let Some(pull) = self.flight.take() {
            turn.put(Output::Cancel {
                attempt: pull.flight.attempt,
            });
        }
    }

    fn begin(&mut self, turn: &mut Turn<'_>) {
        let attempt = turn.attempt();
        let stage = if self.snapshot_due {
            turn.put(Output::FetchSnapshot { attempt });
            Stage::Stream
        } else {
            turn.put(Output::Pull(PullOrder {
                attempt,
                feed_epoch: self.feed_epoch,
                after: self.cursor,
            }));
            Stage::Server
        };
        self.flight = Some(PullFlight {
            flight: Flight::new(attempt, stage, turn.now),
            applying: None,
        });
    }

    pub(super) fn answered(
        &mut self,
        turn: &mut Turn<'_>,
        attempt: Attempt,
        page: Box<PullAnswer>,
        listening: bool,
    ) {
        let Some(mut pull) = self.take_asked(attempt) else {
            return;
        };
        if self.snapshot_due {
            // It was found to be worth nothing while it was on its way.
            self.pace.pause = Pause::Idle { until: turn.now };
            return;
        }
        if !self.is_next(&page) {
            self.pace.fail(turn, None);
            return;
        }
        if page.rows.is_empty() && page.next == self.cursor && !self.overlay_due {
            self.done(turn, listening);
            return;
        }
        pull.applying = Some((page.next, page.more));
        pull.flight.enter(Stage::Ledger, turn.now);
        self.overlay_due = false;
        self.flight = Some(pull);
        turn.put(Output::ApplyPage { attempt, page });
    }

    /// The page follows the cursor: nothing left out, nothing twice, nothing of another feed.
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

    pub(super) fn applied(&mut self, turn: &mut Turn<'_>, attempt: Attempt, listening: bool) {
        let Some(pull) = self.take(attempt) else {
            return;
        };
        let Some((cursor, more)) = pull.applying else {
            return;
        };
        self.cursor = cursor;
        if more {
            self.pace.succeed(turn, None);
        } else {
            self.done(turn, listening);
        }
    }

    pub(super) fn snapshot_applied(
        &mut self,
        turn: &mut Turn<'_>,
        attempt: Attempt,
        feed_epoch: Uuid,
        cursor: u64,
    ) {
        let expected = self.take(attempt).is_some();
        if !expected {
            // It was given up a moment too late. What the ledger holds is a fact all the same, and
            // nobody knows how old it is: another one is fetched.
            self.give_up(turn);
        }
        self.feed_epoch = feed_epoch;
        self.cursor = cursor;
        self.snapshot_due = !expected;
        self.overlay_due = true;
        turn.signal(Signal::SnapshotTaken);
        // What came while it was fetched is pulled at once.
        self.pace.succeed(turn, None);
    }

    pub(super) fn failed(&mut self, turn: &mut Turn<'_>, attempt: Attempt) {
        if self.take_asked(attempt).is_some() {
            self.pace.fail(turn, None);
        }
    }

    pub(super) fn ledger_failed(&mut self, turn: &mut Turn<'_>, attempt: Attempt) {
        if self.take(attempt).is_some() {
            self.overlay_due = true;
            self.pace.ledger_failed(turn);
        }
    }

    pub(super) fn refused(
        &mut self,
        turn: &mut Turn<'_>,
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
                turn.signal(Signal::FeedReplaced);
                self.pace.go_on(turn);
            }
            RefusalCode::ClockOff | RefusalCode::Replayed => self.pace.go_on(turn),
            RefusalCode::Malformed => self.pace.rest(turn, AttentionCode::RequestRefused),
            RefusalCode::NotProved => self.pace.rest(turn, AttentionCode::NotProved),
            RefusalCode::Forbidden => self.pace.rest(turn, AttentionCode::Revoked),
            RefusalCode::NotEnrolled => self.pace.rest(turn, AttentionCode::NotEnrolled),
            RefusalCode::ProtocolTooOld => self.pace.rest(turn, AttentionCode::UpgradeNeeded),
            RefusalCode::Gap
            | RefusalCode::Fork
            | RefusalCode::Tamper
            | RefusalCode::Ratchet
            | RefusalCode::CodeInvalid
            | RefusalCode::AlreadyEnrolled
            | RefusalCode::TooLarge
            | RefusalCode::TooManyRequests
            | RefusalCode::Internal
            | RefusalCode::Unavailable
            | RefusalCode::Other => self.pace.fail(turn, retry_after_ms),
        }
    }

    /// Everything known is here; asked again in a while, or at once when there is news already.
    fn done(&mut self, turn: &mut Turn<'_>, listening: bool) {
        let range = if listening { POLL_HINTED_MS } else { POLL_MS };
        let behind = self.heard > self.cursor || self.overlay_due;
        self.pace.succeed(turn, (!behind).then_some(range));
        // Heard once is enough: a number that never comes must not be asked for in a loop.
        self.heard = self.heard.min(self.cursor);
    }

    /// The flight that waits for the server; a second answer to one attempt is ignored.
    fn take_asked(&mut self, attempt: Attempt) -> Option<PullFlight> {
        self.flight
            .take_if(|pull| pull.flight.attempt == attempt && pull.applying.is_none())
    }

    fn take(&mut self, attempt: Attempt) -> Option<PullFlight> {
        self.flight.take_if(|pull| pull.flight.attempt == attempt)
    }
}

const fn gate_at(span: &EpochSpan) -> Gate {
    Gate {
        epoch: span.epoch,
        seq: span.last_seq,
    }
}
