//! The reaction to a successful push.

use domain::entry::{Hash, SignedHead};

use super::{Noting, OpenPush, PushLoop, Stage, is_common};
use crate::step::{EngineStep, LoopEvent};
use crate::{AcknowledgeOrder, Attempt, AttentionCode, Effect};
use protocol::PushAnswer;

impl PushLoop {
    pub(crate) fn answered(
        &mut self,
        step: &mut EngineStep<'_>,
        attempt: Attempt,
        answer: &PushAnswer,
        own_hash: Option<Hash>,
    ) {
        let Some(mut push) = self.take_asked(attempt) else {
            return;
        };
        if !self.is_trusted(&answer.head, push.order.epoch) {
            self.retry.rest(step, AttentionCode::ServerNotTrusted);
            return;
        }
        if let Some(suspect) = push.suspect {
            self.recognized(step, suspect);
            return;
        }
        if !is_common(&answer.head, own_hash) {
            self.differs(step, Some(&answer.head), own_hash);
            return;
        }
        let noting = self.noting(&push, answer);
        push.request.enter(Stage::Ledger, step.now);
        match noting.confirmed.clone() {
            Some(head) if self.is_news(&push, answer, &noting) => {
                step.put(Effect::Acknowledge(AcknowledgeOrder {
                    attempt,
                    head,
                    ratchet: answer.ratchet.clone(),
                    feed_seq: answer.feed_seq,
                    quarantined: answer.quarantined.clone(),
                    profiles_stored: push.order.with_profiles,
                }));
                // If a commit is requested again after this, it means the next answer.
                self.asking.note = false;
                push.noting = Some(noting);
                self.open = Some(push);
            }
            _ => self.noted(step, &push, noting),
        }
    }

    /// The ledger has stored the acknowledgement.
    pub(crate) fn acknowledged(
        &mut self,
        step: &mut EngineStep<'_>,
        attempt: Attempt,
        profiles_pending: bool,
    ) {
        let Some(mut push) = self.take(attempt) else {
            return;
        };
        self.profiles_pending = profiles_pending;
        if let Some(noting) = push.noting.take() {
            step.publish(LoopEvent::Acknowledged);
            self.noted(step, &push, noting);
        }
    }

    /// The changes that an answer makes. A head below the acknowledged one comes from a server that
    /// was restored from a backup. The ledger must know it, to send names and PINs again.
    fn noting(&self, push: &OpenPush, answer: &PushAnswer) -> Noting {
        let head = &answer.head;
        let known = |known: &SignedHead| known.epoch == head.epoch;
        let confirmed = if !self.cursor.is_current() {
            // An older epoch is being refilled; the ledger counts in the current one.
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

    /// Whether the ledger must store the answer. A heartbeat without news costs no commit.
    fn is_news(&self, push: &OpenPush, answer: &PushAnswer, noting: &Noting) -> bool {
        let place = |head: &SignedHead| (head.epoch, head.seq);
        self.asking.note
            || noting.confirmed.as_ref().map(place) != self.confirmed.as_ref().map(place)
            || answer.ratchet != self.ratchet
            || push.order.with_profiles
            || !answer.quarantined.is_empty()
    }

    fn noted(&mut self, step: &mut EngineStep<'_>, push: &OpenPush, noting: Noting) {
        self.asking.head_first = false;
        if self.cursor.epoch() == push.order.epoch {
            self.cursor.stored(noting.stored.seq);
        }
        let left = self.acknowledged.as_ref().map(|known| known.epoch);
        let begun = noting.confirmed.as_ref().map(|head| head.epoch);
        if self.is_older(&noting.stored) && self.cursor.is_current() {
            step.publish(LoopEvent::ServerOlder);
            self.cursor.walk();
        } else if let Some(left) = left.filter(|left| begun.is_some_and(|begun| begun != *left)) {
            // The first acknowledgement of an epoch. The server may have been restored from a
            // backup after the previous epoch was checked.
            self.cursor.look_back(left);
        }
        if self.cursor.epoch() != push.order.epoch {
            self.arrive();
        }
        self.acknowledged = highest(self.acknowledged.take(), noting.confirmed.as_ref());
        self.confirmed = noting.confirmed;
        self.ratchet = noting.ratchet;
        step.publish(LoopEvent::FeedHeard {
            feed_seq: noting.feed_seq,
        });
        if noting.moved {
            self.succeed(step);
        } else {
            // The server answered that it stored the entries, but it did not.
            self.retry.fail(step, None);
        }
    }
}

/// Within an epoch the acknowledged head never goes back; the head of a newer epoch replaces it.
fn highest(known: Option<SignedHead>, confirmed: Option<&SignedHead>) -> Option<SignedHead> {
    match (known, confirmed) {
        (Some(known), Some(head)) if known.epoch == head.epoch && known.seq >= head.seq => {
            Some(known)
        }
        (known, head) => head.cloned().or(known),
    }
}
