//! A copy of this register was found: a new epoch is opened, and no entry is lost.

use domain::entry::kinds::EpochCause;
use domain::entry::{Hash, Head, SignedHead};

use super::{ActiveRequest, OpenPush, PushLoop, Stage, Suspect, is_common};
use crate::limits::EPOCHS_UNACKNOWLEDGED_MOST;
use crate::step::{EngineStep, LoopEvent};
use crate::{AttentionCode, Effect, PushOrder};

impl PushLoop {
    /// The server has other or more entries than this ledger.
    pub(super) fn differs(
        &mut self,
        step: &mut EngineStep<'_>,
        head: Option<&SignedHead>,
        own_hash: Option<Hash>,
    ) {
        if !self.cursor.is_current() {
            self.arrive();
            self.retry.go_on(step);
            return;
        }
        let cause = self.cause(head);
        if let Some(head) = head.filter(|head| is_common(head, own_hash)) {
            self.open_epoch(step, cause, head.head());
            return;
        }
        let server_seq = head.map_or(u64::MAX, |head| head.seq);
        let epoch = self.cursor.epoch();
        let known = self.acknowledged.as_ref();
        match known.filter(|known| known.epoch == epoch && known.seq <= server_seq) {
            // The server had this entry once. Ask whether it still does: a server that was restored
            // from an older backup may have been refilled by the copy.
            Some(known) => {
                self.suspect = Some(Suspect {
                    seq: known.seq,
                    leaving: Some(cause),
                });
                self.retry.go_on(step);
            }
            None => self.open_epoch(step, cause, Head::start(epoch)),
        }
    }

    /// The server has the suspected entry and everything before it.
    pub(super) fn recognized(&mut self, step: &mut EngineStep<'_>, suspect: Suspect) {
        self.suspect = None;
        if let (Some(cause), Some(known)) = (suspect.leaving, &self.acknowledged) {
            self.open_epoch(step, cause, known.head());
        } else {
            self.cursor.skip_epoch();
            self.arrive();
            self.succeed(step);
        }
    }

    /// The server lacks the suspected entry, and has no other one at its seq.
    pub(super) fn behind_suspect(
        &mut self,
        step: &mut EngineStep<'_>,
        suspect: Suspect,
        head: Option<&SignedHead>,
        own_hash: Option<Hash>,
    ) {
        match head.filter(|head| is_common(head, own_hash)) {
            Some(head) if suspect.leaving.is_none() => {
                self.suspect = None;
                step.publish(LoopEvent::ServerOlder);
                if self.cursor.is_walking() {
                    self.cursor.stored(head.seq);
                } else {
                    // Older entries may be missing, too.
                    self.cursor.walk();
                    self.arrive();
                }
                self.retry.go_on(step);
            }
            _ => self.unrecognized(step, suspect, head, own_hash),
        }
    }

    /// The server has another entry at the seq of the suspected one.
    pub(super) fn unrecognized(
        &mut self,
        step: &mut EngineStep<'_>,
        suspect: Suspect,
        head: Option<&SignedHead>,
        own_hash: Option<Hash>,
    ) {
        self.suspect = None;
        let common = head.filter(|head| is_common(head, own_hash));
        let start = Head::start(self.cursor.epoch());
        let cause = suspect.leaving.unwrap_or(EpochCause::Cloned);
        self.open_epoch(step, cause, common.map_or(start, SignedHead::head));
    }

    fn cause(&self, head: Option<&SignedHead>) -> EpochCause {
        let written = self.cursor.current().map_or(0, |span| span.last_seq);
        if head.is_some_and(|head| head.seq > written) {
            EpochCause::Restored
        } else {
            EpochCause::Cloned
        }
    }

    fn open_epoch(&mut self, step: &mut EngineStep<'_>, cause: EpochCause, previous: Head) {
        if self.cursor.epochs_after(self.acknowledged.as_ref()) >= EPOCHS_UNACKNOWLEDGED_MOST {
            self.retry.stop(step, AttentionCode::EpochRefused);
            return;
        }
        self.retry.begin();
        let attempt = step.attempt();
        step.raise(AttentionCode::RegisterCopied);
        step.put(Effect::OpenEpoch {
            attempt,
            cause,
            previous,
        });
        self.open = Some(OpenPush {
            request: ActiveRequest::new(attempt, Stage::Ledger, step.now),
            order: PushOrder {
                attempt,
                epoch: previous.epoch,
                first_seq: previous.seq.saturating_add(1),
                max_entries: 0,
                max_body_bytes: 0,
                with_profiles: false,
                ratchet: self.ratchet.clone(),
                acknowledged: None,
            },
            suspect: None,
            noting: None,
        });
    }
}
