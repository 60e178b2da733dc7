//! What a successful push means.

use domain::entry::{Hash, SignedHead};

use super::{Noting, PushFlight, PushLoop, Stage, is_common};
use crate::turn::{Signal, Turn};
use crate::{Acknowledgement, Attempt, AttentionCode, Output};
use protocol::PushAnswer;

impl PushLoop {
    pub(crate) fn answered(
        &mut self,
        turn: &mut Turn<'_>,
        attempt: Attempt,
        answer: &PushAnswer,
        own_hash: Option<Hash>,
    ) {
        let Some(mut push) = self.take_asked(attempt) else {
            return;
        };
        if !self.is_trusted(&answer.head, push.order.epoch) {
            self.pace.rest(turn, AttentionCode::ServerNotTrusted);
            return;
        }
        if let Some(suspect) = push.suspect {
            self.recognized(turn, suspect);
            return;
        }
        if !is_common(&answer.head, own_hash) {
            self.differs(turn, Some(&answer.head), own_hash);
            return;
        }
        let noting = self.noting(&push, answer);
        push.flight.enter(Stage::Ledger, turn.now);
        match noting.confirmed.clone() {
            Some(head) if self.is_news(&push, answer, &noting) => {
                turn.put(Output::Acknowledge(Acknowledgement {
                    attempt,
                    head,
                    ratchet: answer.ratchet.clone(),
                    feed_seq: answer.feed_seq,
                    quarantined: answer.quarantined.clone(),
                    profiles_stored: push.order.with_profiles,
                }));
                // Wanted again from here on, it is wanted of the next answer.
                self.asking.note = false;
                push.noting = Some(noting);
                self.flight = Some(push);
            }
            _ => self.noted(turn, &push, noting),
        }
    }

    /// The ledger took note.
    pub(crate) fn acknowledged(
        &mut self,
        turn: &mut Turn<'_>,
        attempt: Attempt,
        profiles_waiting: bool,
    ) {
        let Some(mut push) = self.take(attempt) else {
            return;
        };
        self.profiles_waiting = profiles_waiting;
        if let Some(noting) = push.noting.take() {
            turn.signal(Signal::Acknowledged);
            self.noted(turn, &push, noting);
        }
    }

    /// What the answer changes. A head below the acknowledged one is a server that came back
    /// older: the ledger is told, so that it sends again what lies beside the log.
    fn noting(&self, push: &PushFlight, answer: &PushAnswer) -> Noting {
        let head = &answer.head;
        let known = |known: &SignedHead| known.epoch == head.epoch;
        let confirmed = if !self.place.is_current() {
            // An epoch that was left is refilled; the ledger counts in the one it writes to.
            self.confirmed.clone()
        } else if head.seq == 0 && !self.acknowledged.as_ref().is_some_and(known) {
            None
        } else {
            Some(head.clone())
        };
        Noting {
            confirmed,
            ratchet: answer.ratchet.clone(),
            stored: head.clone(),
            feed_seq: answer.feed_seq,
            moved: push.order.max_entries == 0 || head.seq >= push.order.first_seq,
        }
    }

    /// Whether the ledger must take note: a heartbeat that says nothing new costs no commit.
    fn is_news(&self, push: &PushFlight, answer: &PushAnswer, noting: &Noting) -> bool {
        let place = |head: &SignedHead| (head.epoch, head.seq);
        self.asking.note
            || noting.confirmed.as_ref().map(place) != self.confirmed.as_ref().map(place)
            || answer.ratchet != self.ratchet
            || push.order.with_profiles
            || !answer.quarantined.is_empty()
    }

    fn noted(&mut self, turn: &mut Turn<'_>, push: &PushFlight, noting: Noting) {
        self.asking.head_first = false;
        if self.place.epoch() == push.order.epoch {
            self.place.stored(noting.stored.seq);
        }
        let left = self.acknowledged.as_ref().map(|known| known.epoch);
        let begun = noting.confirmed.as_ref().map(|head| head.epoch);
        if self.is_older(&noting.stored) && self.place.is_current() {
            turn.signal(Signal::ServerOlder);
            self.place.walk();
        } else if let Some(left) = left.filter(|left| begun.is_some_and(|begun| begun != *left)) {
            // The first acknowledgement of an epoch. Between the look at the one before it and
            // this answer the server may have come back older.
            self.place.look_back(left);
        }
        if self.place.epoch() != push.order.epoch {
            self.arrive();
        }
        self.acknowledged = highest(self.acknowledged.take(), noting.confirmed.as_ref());
        self.confirmed = noting.confirmed;
        self.ratchet = noting.ratchet;
        turn.signal(Signal::FeedHeard {
            feed_seq: noting.feed_seq,
        });
        if noting.moved {
            self.succeed(turn);
        } else {
            // It says that it stored them, and it did not.
            self.pace.fail(turn, None);
        }
    }
}

/// Acknowledged stays acknowledged within an epoch; a newer epoch takes its place.
fn highest(known: Option<SignedHead>, confirmed: Option<&SignedHead>) -> Option<SignedHead> {
    match (known, confirmed) {
        (Some(known), Some(head)) if known.epoch == head.epoch && known.seq >= head.seq => {
            Some(known)
        }
        (known, head) => head.cloned().or(known),
    }
}
