//! The reaction to a refused push.

use domain::entry::{Hash, SignedHead};

use super::{OpenPush, PushLoop, is_common};
use crate::step::{EngineStep, LoopEvent};
use crate::wait::Wait;
use crate::{Attempt, AttentionCode};
use protocol::{Refusal, RefusalCode};

impl PushLoop {
    pub(crate) fn refused(
        &mut self,
        step: &mut EngineStep<'_>,
        attempt: Attempt,
        refusal: &Refusal,
        retry_after_ms: Option<i64>,
        own_hash: Option<Hash>,
    ) {
        let Some(push) = self.take_asked(attempt) else {
            return;
        };
        self.asking.head = true;
        let head = refusal.head.as_ref();
        if let Some(head) = head
            && !self.is_trusted(head, push.order.epoch)
        {
            self.retry.rest(step, AttentionCode::ServerNotTrusted);
            return;
        }
        match refusal.code {
            RefusalCode::ClockOff | RefusalCode::Replayed => self.retry.go_on(step),
            RefusalCode::Gap => match push.suspect {
                Some(suspect) => self.behind_suspect(step, suspect, head, own_hash),
                None => self.gap(step, head, own_hash),
            },
            RefusalCode::Fork | RefusalCode::Ratchet => match push.suspect {
                Some(suspect) => self.unrecognized(step, suspect, head, own_hash),
                None => self.differs(step, head, own_hash),
            },
            RefusalCode::Tamper => self.retry.stop(step, AttentionCode::LogRefused),
            RefusalCode::TooLarge => self.too_large(step, &push),
            RefusalCode::Malformed => self.retry.rest(step, AttentionCode::RequestRefused),
            RefusalCode::NotProved => self.retry.rest(step, AttentionCode::NotProved),
            RefusalCode::Forbidden => self.retry.rest(step, AttentionCode::Revoked),
            RefusalCode::NotEnrolled => self.retry.rest(step, AttentionCode::NotEnrolled),
            RefusalCode::ProtocolTooOld => self.retry.rest(step, AttentionCode::UpgradeNeeded),
            RefusalCode::ProtocolTooNew => self.retry.rest(step, AttentionCode::ServerOutdated),
            RefusalCode::MustResnapshot
            | RefusalCode::CodeInvalid
            | RefusalCode::AlreadyEnrolled
            | RefusalCode::RegisterNameTaken
            | RefusalCode::TooManyRequests
            | RefusalCode::Internal
            | RefusalCode::Unavailable
            | RefusalCode::Other => self.retry.fail(step, retry_after_ms),
        }
    }

    /// The server has another head: the next push begins there.
    fn gap(
        &mut self,
        step: &mut EngineStep<'_>,
        head: Option<&SignedHead>,
        own_hash: Option<Hash>,
    ) {
        let Some(head) = head else {
            self.retry.fail(step, None);
            return;
        };
        if !is_common(head, own_hash) {
            self.differs(step, Some(head), own_hash);
            return;
        }
        if self.is_older(head) {
            // An empty push is answered with a token, and the ledger learns how far the server lost
            // entries.
            step.publish(LoopEvent::ServerOlder);
            self.asking.head_first = true;
        }
        self.cursor.stored(head.seq);
        self.retry.go_on(step);
    }

    fn too_large(&mut self, step: &mut EngineStep<'_>, push: &OpenPush) {
        if push.order.max_entries <= 1 {
            self.retry.rest(step, AttentionCode::EntryTooLarge);
            return;
        }
        self.batch.entries = (push.order.max_entries / 2).max(1);
        self.batch.body_bytes = (push.order.max_body_bytes / 2).max(1);
        // Halving ends by itself; no wait is needed.
        self.retry.wait = Wait::Idle { until: step.now };
    }
}
