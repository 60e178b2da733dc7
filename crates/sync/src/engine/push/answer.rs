//! What a successful push means.

use domain::entry::{Hash, SignedHead};

use super::{Noting, PushFlight, PushLoop, Stage, is_common};
use crate::engine::turn::Turn;
use crate::engine::{Acknowledgement, Attempt, AttentionCode, Output};
use crate::wire::PushAnswer;

impl PushLoop {
    pub(in crate::engine) fn answered(
        &mut self,
        turn: &mut Turn<'_>,
        attempt: Attempt,
        answer: &PushAnswer,
        own_hash: Option<Hash>,
    ) {
        let Some(mut push) = self.take(attempt) else {
            return;
        };
        if !self.is_trusted(&answer.head, push.order.epoch) {
            self.pace.rest(turn, AttentionCode::ServerNotTrusted);
            return;
        }
        if !is_common(&answer.head, own_hash) {
            self.differs(turn, Some(&answer.head), own_hash);
            return;
        }
        let noting = self.noting(turn, &push, answer);
        push.flight.enter(Stage::Ledger, turn.now);
        match noting.acknowledged.clone() {
            Some(head) if self.is_news(&push, answer, &noting) => {
                turn.put(Output::Acknowledge(Acknowledgement {
                    attempt,
                    head,
                    ratchet: answer.ratchet.clone(),
                    feed_seq: answer.feed_seq,
                    quarantined: answer.quarantined.clone(),
                    profiles_stored: push.order.with_profiles,
                }));
                push.noting = Some(noting);
                self.flight = Some(push);
            }
            _ => self.noted(turn, &push, noting),
        }
    }

    /// The ledger took note.
    pub(in crate::engine) fn acknowledged(
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
            turn.signals.acknowledged = true;
            self.noted(turn, &push, noting);
        }
    }

    /// What the answer changes. A head below the acknowledged one is a server that came back
    /// older: it is refilled, and what was acknowledged stays so.
    fn noting(&self, turn: &mut Turn<'_>, push: &PushFlight, answer: &PushAnswer) -> Noting {
        let head = &answer.head;
        let (acknowledged, older) = match &self.acknowledged {
            Some(known) if known.epoch == head.epoch => {
                let older = head.seq < known.seq;
                let kept = if older { known } else { head };
                (Some(kept.clone()), older)
            }
            // An epoch that was left long ago is refilled; the newest stays the acknowledged one.
            Some(known) if !self.place.is_current() => (Some(known.clone()), false),
            known if head.seq == 0 => (known.clone(), false),
            _ => (Some(head.clone()), false),
        };
        if older {
            turn.signals.server_older = true;
        }
        Noting {
            acknowledged,
            ratchet: answer.ratchet.clone(),
            stored_seq: head.seq,
            feed_seq: answer.feed_seq,
            moved: push.order.max_entries == 0 || head.seq >= push.order.first_seq,
            restart: older && head.seq == 0,
        }
    }

    /// Whether the ledger must take note: a heartbeat that says nothing new costs no commit.
    fn is_news(&self, push: &PushFlight, answer: &PushAnswer, noting: &Noting) -> bool {
        let place = |head: &SignedHead| (head.epoch, head.seq);
        noting.acknowledged.as_ref().map(place) != self.acknowledged.as_ref().map(place)
            || answer.ratchet != self.ratchet
            || push.order.with_profiles
            || !answer.quarantined.is_empty()
    }

    fn noted(&mut self, turn: &mut Turn<'_>, push: &PushFlight, noting: Noting) {
        self.acknowledged = noting.acknowledged;
        self.ratchet = noting.ratchet;
        turn.signals.feed_seq = Some(noting.feed_seq);
        if noting.restart {
            self.place.restart();
            self.ask = true;
        } else if self.place.epoch() == push.order.epoch {
            self.place.stored(noting.stored_seq);
        }
        if noting.moved {
            self.succeed(turn);
        } else {
            // It says that it stored them, and it did not.
            self.pace.fail(turn, None);
        }
    }
}
