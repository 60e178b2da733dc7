//! The push: one request at a time, from the acknowledged head on.

mod answer;
mod copy;
mod place;
mod refusal;

use domain::entry::body::EpochCause;
use domain::entry::{Hash, PublicKey, SignedHead};
use uuid::Uuid;

use self::place::Place;
use super::flight::{Flight, Stage};
use super::limits::{COALESCE_MS, HEARTBEAT_MS, SLEPT_MS};
use super::pace::Pace;
use super::pause::Pause;
use super::turn::Turn;
use super::{Attempt, EpochSpan, Local, Output, PushOrder, Standing};
use protocol::{MAX_PUSH_BODY_BYTES, MAX_PUSH_ENTRIES};

pub(super) struct PushLoop {
    organization_id: Uuid,
    register_id: Uuid,
    server_key: PublicKey,
    ratchet: String,
    /// The highest head the server signed: the proof when it comes back older.
    acknowledged: Option<SignedHead>,
    /// What the server has of the epoch that is written to, as far as it said: the same, or lower
    /// while it is refilled.
    confirmed: Option<SignedHead>,
    place: Place,
    profiles_waiting: bool,
    asking: Asking,
    /// A place that is looked at before anything else is sent.
    suspect: Option<Suspect>,
    batch: Batch,
    flight: Option<PushFlight>,
    pub(super) pace: Pace,
}

/// How much goes into one push: less after the server found one too large.
#[derive(Debug, Clone, Copy)]
struct Batch {
    entries: usize,
    body_bytes: usize,
}

impl Batch {
    const MOST: Self = Self {
        entries: MAX_PUSH_ENTRIES,
        body_bytes: MAX_PUSH_BODY_BYTES,
    };
}

/// What is wanted of the next answer besides that entries are stored.
#[derive(Debug, Clone, Copy, Default)]
struct Asking {
    /// The head, even when nothing is there to send.
    head: bool,
    /// The head before anything is sent: the server lacks what it once had.
    head_first: bool,
    /// That the ledger is told it, even when it says nothing new.
    note: bool,
}

/// An entry that both sides should have: sent alone, as it was, it is recognized whatever the
/// token says, or it is not.
#[derive(Debug, Clone, Copy)]
struct Suspect {
    /// Its seq in the epoch that is sent.
    seq: u64,
    /// Why the epoch that is written to is about to be left; `None` for an epoch that was.
    leaving: Option<EpochCause>,
}

struct PushFlight {
    flight: Flight,
    order: PushOrder,
    suspect: Option<Suspect>,
    noting: Option<Noting>,
}

/// An answer that the ledger is taking note of.
struct Noting {
    confirmed: Option<SignedHead>,
    ratchet: String,
    stored: SignedHead,
    feed_seq: u64,
    moved: bool,
}

impl PushLoop {
    pub(super) fn new(standing: &Standing, now: i64) -> Self {
        let mut push = Self {
            organization_id: standing.organization_id,
            register_id: standing.register_id,
            server_key: standing.server_public_key,
            ratchet: standing.ratchet.clone(),
            place: Place::after(standing.epochs.clone(), standing.acknowledged.as_ref()),
            confirmed: standing.acknowledged.clone(),
            acknowledged: standing.acknowledged.clone(),
            profiles_waiting: standing.profiles_waiting,
            // The first answer shows whether this ledger is the only one of its register.
            // And the ledger notes it: an earlier run may have ended before it could.
            asking: Asking {
                head: true,
                note: true,
                ..Asking::default()
            },
            suspect: None,
            batch: Batch::MOST,
            flight: None,
            pace: Pace::new(now),
        };
        push.resume(standing.confirmed_seq);
        push.look_back();
        push
    }

    /// A refill of a server that came back older was under way when the last run ended.
    fn resume(&mut self, confirmed_seq: u64) {
        let known = self.acknowledged.as_ref();
        if known.is_some_and(|known| known.epoch == self.place.written()) {
            let behind = self.place.next().saturating_sub(1);
            self.place.stored(confirmed_seq.min(behind));
            self.asking.head_first = confirmed_seq < behind;
        }
    }

    /// Whether nothing of the epoch that is written to is acknowledged, and something of an older
    /// one is.
    pub(super) fn is_in_new_epoch(&self) -> bool {
        let known = self.acknowledged.as_ref();
        known.is_some_and(|known| known.epoch != self.place.written())
    }

    /// Whether the server is known to have less than it once signed.
    pub(super) fn is_refilling(&self) -> bool {
        let known = self.acknowledged.as_ref();
        known.is_some_and(|known| {
            known.epoch == self.place.epoch()
                && self.place.is_current()
                && self.place.next() <= known.seq
        })
    }

    /// Before the first push of an epoch: the one before it may be missing at a server that came
    /// back older meanwhile.
    fn look_back(&mut self) {
        if let Some(known) = &self.acknowledged {
            self.place.look_back(known.epoch);
            self.arrive();
        }
    }

    /// Entries that are not known to be at the server.
    pub(super) fn waiting(&self) -> u64 {
        self.place.waiting()
    }

    pub(super) fn current(&self) -> Option<EpochSpan> {
        self.place.current()
    }

    /// Whether everything up to `seq` of the epoch that is written to is at the server.
    pub(super) fn has_stored(&self, epoch: Uuid, seq: u64) -> bool {
        self.place.is_current() && self.place.epoch() == epoch && self.place.next() > seq
    }

    pub(super) fn local_changed(&mut self, now: i64, local: Local) {
        self.profiles_waiting = local.profiles_waiting;
        if self.place.grown(local.head) || local.profiles_waiting {
            self.pace
                .pause
                .shorten_idle(now.saturating_add(COALESCE_MS));
        }
    }

    /// The head is to be asked for soon.
    pub(super) fn ask_head(&mut self, now: i64) {
        self.asking.head = true;
        self.pace.pause.shorten_idle(now);
    }

    /// The head is asked for, and the answer is news to the ledger, whatever it says.
    pub(super) fn acknowledge_again(&mut self, now: i64) {
        self.asking.note = true;
        self.ask_head(now);
    }

    /// Whether an answer about the head is about to come, as soon as there is a network.
    pub(super) fn is_asking(&self) -> bool {
        let goes_on = matches!(self.pace.pause, Pause::Idle { .. } | Pause::Backoff { .. });
        self.flight.is_some() || (self.asking.head && goes_on)
    }

    /// When this loop has something to do next.
    pub(super) fn wake_at(&self) -> Option<i64> {
        match &self.flight {
            Some(push) => Some(push.flight.deadline()),
            None => self.pace.pause.until(),
        }
    }

    pub(super) fn progress(&mut self, attempt: Attempt, now: i64) {
        if let Some(push) = self.in_flight(attempt) {
            push.flight.progress(now);
        }
    }

    /// Gives up what takes too long, and begins what is due.
    pub(super) fn run(&mut self, turn: &mut Turn<'_>) {
        if let Some(push) = &self.flight {
            let late = turn.now.saturating_sub(push.flight.deadline());
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
        if self.pace.pause.is_over(turn.now) {
            self.begin(turn);
        }
    }

    pub(super) fn give_up(&mut self, turn: &mut Turn<'_>) {
        if let Some(push) = self.flight.take() {
            self.asking.note |= push.noting.is_some();
            self.asking.head = true;
            turn.put(Output::Cancel {
                attempt: push.flight.attempt,
            });
        }
    }

    pub(super) fn failed(&mut self, turn: &mut Turn<'_>, attempt: Attempt) {
        if self.take_asked(attempt).is_some() {
            self.asking.head = true;
            self.pace.fail(turn, None);
        }
    }

    pub(super) fn ledger_failed(&mut self, turn: &mut Turn<'_>, attempt: Attempt) {
        if let Some(push) = self.take(attempt) {
            self.asking.note |= push.noting.is_some();
            self.asking.head = true;
            self.pace.ledger_failed(turn);
        }
    }

    /// A new epoch is written to. What it continues is at the server already.
    /// That is a fact of the ledger, whoever asked for it.
    pub(super) fn epoch_opened(
        &mut self,
        turn: &mut Turn<'_>,
        attempt: Attempt,
        epochs: Vec<EpochSpan>,
    ) {
        if self.take(attempt).is_none() {
            self.give_up(turn);
        }
        self.place = Place::after(epochs, self.acknowledged.as_ref());
        self.confirmed = None;
        self.asking.head_first = false;
        self.suspect = None;
        self.look_back();
        self.pace.go_on(turn);
    }

    fn begin(&mut self, turn: &mut Turn<'_>) {
        let ready = usize::try_from(self.place.ready()).unwrap_or(usize::MAX);
        let (first_seq, max_entries) = match self.suspect {
            Some(suspect) => (suspect.seq, 1),
            None if self.asking.head_first => (self.place.next(), 0),
            None => (self.place.next(), ready.min(self.batch.entries)),
        };
        let plain = self.suspect.is_none();
        let attempt = turn.attempt();
        let order = PushOrder {
            attempt,
            epoch: self.place.epoch(),
            first_seq,
            max_entries,
            max_body_bytes: self.batch.body_bytes,
            // Noted together with a head, so there must be one.
            with_profiles: plain
                && self.profiles_waiting
                && (max_entries > 0 || self.confirmed.is_some()),
            ratchet: self.ratchet.clone(),
            acknowledged: self.acknowledged.clone(),
        };
        self.asking.head = false;
        self.flight = Some(PushFlight {
            flight: Flight::new(attempt, Stage::Server, turn.now),
            order: order.clone(),
            suspect: self.suspect,
            noting: None,
        });
        turn.put(Output::Push(order));
    }

    /// Success: what is left goes at once, or the head is asked for in a while.
    fn succeed(&mut self, turn: &mut Turn<'_>) {
        let more = self.place.waiting() > 0
            || self.profiles_waiting
            || self.asking.head
            || self.asking.head_first
            || self.suspect.is_some();
        self.pace.succeed(turn, (!more).then_some(HEARTBEAT_MS));
    }

    /// The server has less than it once signed.
    fn is_older(&self, head: &SignedHead) -> bool {
        let known = self.acknowledged.as_ref();
        known.is_some_and(|known| known.epoch == head.epoch && head.seq < known.seq)
    }

    /// Another epoch is looked at: the last entry that is wanted of one that was left shows
    /// whether all of it is there.
    fn arrive(&mut self) {
        self.suspect = (!self.place.is_current()).then(|| Suspect {
            seq: self.place.limit(),
            leaving: None,
        });
    }

    /// The signed head is the server's, and about this register's epoch.
    fn is_trusted(&self, head: &SignedHead, epoch: Uuid) -> bool {
        head.organization_id == self.organization_id
            && head.register_id == self.register_id
            && head.epoch == epoch
            && head.is_signed_by(&self.server_key)
    }

    fn in_flight(&mut self, attempt: Attempt) -> Option<&mut PushFlight> {
        self.flight
            .as_mut()
            .filter(|push| push.flight.attempt == attempt)
    }

    /// The flight that waits for the server; a second answer to one attempt is ignored.
    fn take_asked(&mut self, attempt: Attempt) -> Option<PushFlight> {
        self.flight
            .take_if(|push| push.flight.attempt == attempt && push.flight.stage == Stage::Server)
    }

    fn take(&mut self, attempt: Attempt) -> Option<PushFlight> {
        self.flight.take_if(|push| push.flight.attempt == attempt)
    }
}

/// Promise 4: a head is common only when the own hash there is the same; before the first entry
/// there is nothing to differ.
fn is_common(head: &SignedHead, own_hash: Option<Hash>) -> bool {
    if head.seq == 0 {
        head.hash == Hash::ZERO
    } else {
        own_hash == Some(head.hash)
    }
}
