//! The push: one request at a time, from the acknowledged head on.

mod answer;
mod copy;
mod cursor;
mod refusal;

use domain::entry::kinds::EpochCause;
use domain::entry::{Hash, PublicKey, SignedHead};
use uuid::Uuid;

use self::cursor::PushCursor;
use super::limits::{COALESCE_MS, HEARTBEAT_MS, SLEPT_MS};
use super::request::{ActiveRequest, Stage};
use super::retry::Retry;
use super::step::EngineStep;
use super::wait::Wait;
use super::{Attempt, Effect, EpochSpan, LocalState, PushOrder, ResumeState};
use protocol::{MAX_PUSH_BODY_BYTES, MAX_PUSH_ENTRIES};

pub(super) struct PushLoop {
    organization_id: Uuid,
    register_id: Uuid,
    server_key: PublicKey,
    ratchet: String,
    /// The highest head the server signed: the proof when it is restored from a backup.
    acknowledged: Option<SignedHead>,
    /// How far the server has the current epoch, by its last answer: as far as `acknowledged`, or
    /// less while it is refilled.
    confirmed: Option<SignedHead>,
    cursor: PushCursor,
    profiles_pending: bool,
    asking: Asking,
    /// An entry to check before anything else is sent.
    suspect: Option<Suspect>,
    batch: BatchLimit,
    open: Option<OpenPush>,
    pub(super) retry: Retry,
}

/// The size of one push. It shrinks after the server found one too large.
#[derive(Debug, Clone, Copy)]
struct BatchLimit {
    entries: usize,
    body_bytes: usize,
}

impl BatchLimit {
    const MOST: Self = Self {
        entries: MAX_PUSH_ENTRIES,
        body_bytes: MAX_PUSH_BODY_BYTES,
    };
}

/// What the next push asks for besides storing entries.
#[derive(Debug, Clone, Copy, Default)]
struct Asking {
    /// The head, even when there are no entries to send.
    head: bool,
    /// The head before anything is sent: the server lacks entries that it once had.
    head_first: bool,
    /// That the ledger stores the answer, even without news.
    note: bool,
}

/// An entry that both sides should have. It is sent alone and unchanged: the server recognizes it
/// with any token, or does not have it.
#[derive(Debug, Clone, Copy)]
struct Suspect {
    /// Its seq in the epoch that is sent.
    seq: u64,
    /// Why the current epoch may have to be left; `None` when the entry is of an older epoch.
    leaving: Option<EpochCause>,
}

struct OpenPush {
    request: ActiveRequest,
    order: PushOrder,
    suspect: Option<Suspect>,
    noting: Option<Noting>,
}

/// An answer that the ledger is storing.
struct Noting {
    confirmed: Option<SignedHead>,
    ratchet: String,
    stored: SignedHead,
    feed_seq: u64,
    moved: bool,
}

impl PushLoop {
    pub(super) fn new(resume: &ResumeState, now: i64) -> Self {
        let mut push = Self {
            organization_id: resume.organization_id,
            register_id: resume.register_id,
            server_key: resume.server_public_key,
            ratchet: resume.ratchet.clone(),
            cursor: PushCursor::after(resume.epochs.clone(), resume.acknowledged.as_ref()),
            confirmed: resume.acknowledged.clone(),
            acknowledged: resume.acknowledged.clone(),
            profiles_pending: resume.profiles_pending,
            // The first answer shows whether this ledger is the only one of its register. The
            // ledger stores it in any case: an earlier run may have ended before it could.
            asking: Asking {
                head: true,
                note: true,
                ..Asking::default()
            },
            suspect: None,
            batch: BatchLimit::MOST,
            open: None,
            retry: Retry::new(now),
        };
        push.resume(resume.confirmed_seq);
        push.look_back();
        push
    }

    /// Resumes the refill of a server that was restored from a backup.
    fn resume(&mut self, confirmed_seq: u64) {
        let known = self.acknowledged.as_ref();
        if known.is_some_and(|known| known.epoch == self.cursor.written()) {
            let behind = self.cursor.next().saturating_sub(1);
            self.cursor.stored(confirmed_seq.min(behind));
            self.asking.head_first = confirmed_seq < behind;
        }
    }

    /// Whether entries of an older epoch are acknowledged, but none of the current one.
    pub(super) fn is_in_new_epoch(&self) -> bool {
        let known = self.acknowledged.as_ref();
        known.is_some_and(|known| known.epoch != self.cursor.written())
    }

    /// Whether the server is known to have less than it once signed.
    pub(super) fn is_refilling(&self) -> bool {
        let known = self.acknowledged.as_ref();
        known.is_some_and(|known| {
            known.epoch == self.cursor.epoch()
                && self.cursor.is_current()
                && self.cursor.next() <= known.seq
        })
    }

    /// Before the first push of an epoch: the one before it may be missing at a server that was
    /// restored meanwhile.
    fn look_back(&mut self) {
        if let Some(known) = &self.acknowledged {
            self.cursor.look_back(known.epoch);
            self.arrive();
        }
    }

    /// Entries that are not known to be at the server.
    pub(super) fn pending(&self) -> u64 {
        self.cursor.pending()
    }

    pub(super) fn current(&self) -> Option<EpochSpan> {
        self.cursor.current()
    }

    /// Whether the server has everything up to `seq` of the current epoch.
    pub(super) fn has_stored(&self, epoch: Uuid, seq: u64) -> bool {
        self.cursor.is_current() && self.cursor.epoch() == epoch && self.cursor.next() > seq
    }

    pub(super) fn local_changed(&mut self, now: i64, local: LocalState) {
        self.profiles_pending = local.profiles_pending;
        if self.cursor.grown(local.head) || local.profiles_pending {
            self.retry
                .wait
                .shorten_idle(now.saturating_add(COALESCE_MS));
        }
    }

    /// Asks for the head soon.
    pub(super) fn ask_head(&mut self, now: i64) {
        self.asking.head = true;
        self.retry.wait.shorten_idle(now);
    }

    /// Asks for the head, and has the ledger store the answer in any case.
    pub(super) fn acknowledge_again(&mut self, now: i64) {
        self.asking.note = true;
        self.ask_head(now);
    }

    /// Whether an answer about the head is about to come, as soon as there is a network.
    pub(super) fn is_asking(&self) -> bool {
        let goes_on = matches!(self.retry.wait, Wait::Idle { .. } | Wait::Backoff { .. });
        self.open.is_some() || (self.asking.head && goes_on)
    }

    /// When this loop next has work to do.
    pub(super) fn wake_at(&self) -> Option<i64> {
        match &self.open {
            Some(push) => Some(push.request.deadline()),
            None => self.retry.wait.until(),
        }
    }

    pub(super) fn progress(&mut self, attempt: Attempt, now: i64) {
        if let Some(push) = self.in_flight(attempt) {
            push.request.progress(now);
        }
    }

    /// Gives up an attempt that takes too long, and begins one that is due.
    pub(super) fn run(&mut self, step: &mut EngineStep<'_>) {
        if let Some(push) = &self.open {
            let late = step.now.saturating_sub(push.request.deadline());
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
        if self.retry.wait.is_over(step.now) {
            self.begin(step);
        }
    }

    pub(super) fn give_up(&mut self, step: &mut EngineStep<'_>) {
        if let Some(push) = self.open.take() {
            self.asking.note |= push.noting.is_some();
            self.asking.head = true;
            step.put(Effect::Cancel {
                attempt: push.request.attempt,
            });
        }
    }

    pub(super) fn failed(&mut self, step: &mut EngineStep<'_>, attempt: Attempt) {
        if self.take_asked(attempt).is_some() {
            self.asking.head = true;
            self.retry.fail(step, None);
        }
    }

    pub(super) fn ledger_failed(&mut self, step: &mut EngineStep<'_>, attempt: Attempt) {
        if let Some(push) = self.take(attempt) {
            self.asking.note |= push.noting.is_some();
            self.asking.head = true;
            self.retry.ledger_failed(step);
        }
    }

    /// The ledger has opened a new epoch. The server already has the head that it continues. This
    /// holds whichever loop asked for the epoch.
    pub(super) fn epoch_opened(
        &mut self,
        step: &mut EngineStep<'_>,
        attempt: Attempt,
        epochs: Vec<EpochSpan>,
    ) {
        if self.take(attempt).is_none() {
            self.give_up(step);
        }
        self.cursor = PushCursor::after(epochs, self.acknowledged.as_ref());
        self.confirmed = None;
        self.asking.head_first = false;
        self.suspect = None;
        self.look_back();
        self.retry.go_on(step);
    }

    fn begin(&mut self, step: &mut EngineStep<'_>) {
        let ready = usize::try_from(self.cursor.ready()).unwrap_or(usize::MAX);
        let (first_seq, max_entries) = match self.suspect {
            Some(suspect) => (suspect.seq, 1),
            None if self.asking.head_first => (self.cursor.next(), 0),
            None => (self.cursor.next(), ready.min(self.batch.entries)),
        };
        let plain = self.suspect.is_none();
        self.retry.begin();
        let attempt = step.attempt();
        let order = PushOrder {
            attempt,
            epoch: self.cursor.epoch(),
            first_seq,
            max_entries,
            max_body_bytes: self.batch.body_bytes,
            // Profiles are noted together with a head, so there must be one.
            with_profiles: plain
                && self.profiles_pending
                && (max_entries > 0 || self.confirmed.is_some()),
            ratchet: self.ratchet.clone(),
            acknowledged: self.acknowledged.clone(),
        };
        self.asking.head = false;
        self.open = Some(OpenPush {
            request: ActiveRequest::new(attempt, Stage::Server, step.now),
            order: order.clone(),
            suspect: self.suspect,
            noting: None,
        });
        step.put(Effect::Push(order));
    }

    /// Success: the remaining entries are sent at once, or the head is asked for in a while.
    fn succeed(&mut self, step: &mut EngineStep<'_>) {
        let more = self.cursor.pending() > 0
            || self.profiles_pending
            || self.asking.head
            || self.asking.head_first
            || self.suspect.is_some();
        self.retry.succeed(step, (!more).then_some(HEARTBEAT_MS));
    }

    /// The server has less than it once signed.
    fn is_older(&self, head: &SignedHead) -> bool {
        let known = self.acknowledged.as_ref();
        known.is_some_and(|known| known.epoch == head.epoch && head.seq < known.seq)
    }

    /// The cursor is at another epoch. For an older one, its last needed entry shows whether the
    /// server has all of it.
    fn arrive(&mut self) {
        self.suspect = (!self.cursor.is_current()).then(|| Suspect {
            seq: self.cursor.limit(),
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

    fn in_flight(&mut self, attempt: Attempt) -> Option<&mut OpenPush> {
        self.open
            .as_mut()
            .filter(|push| push.request.attempt == attempt)
    }

    /// The request that waits for the server; a second answer to one attempt is ignored.
    fn take_asked(&mut self, attempt: Attempt) -> Option<OpenPush> {
        self.open
            .take_if(|push| push.request.attempt == attempt && push.request.stage == Stage::Server)
    }

    fn take(&mut self, attempt: Attempt) -> Option<OpenPush> {
        self.open.take_if(|push| push.request.attempt == attempt)
    }
}

/// Promise 4: a head is common only when the own hash at its seq is the same. Seq 0 is always
/// common.
fn is_common(head: &SignedHead, own_hash: Option<Hash>) -> bool {
    if head.seq == 0 {
        head.hash == Hash::ZERO
    } else {
        own_hash == Some(head.hash)
    }
}
