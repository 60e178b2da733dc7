//! What a refused push means.

use domain::entry::{Hash, SignedHead};

use super::{PushFlight, PushLoop, is_common};
use crate::pause::Pause;
use crate::turn::{Signal, Turn};
use crate::{Attempt, AttentionCode};
use protocol::{Refusal, RefusalCode};

impl PushLoop {
    pub(crate) fn refused(
        &mut self,
        turn: &mut Turn<'_>,
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
            self.pace.rest(turn, AttentionCode::ServerNotTrusted);
            return;
        }
        match refusal.code {
            RefusalCode::ClockOff | RefusalCode::Replayed => self.pace.go_on(turn),
            RefusalCode::Gap => match push.suspect {
                Some(suspect) => self.behind_suspect(turn, suspect, head, own_hash),
                None => self.gap(turn, head, own_hash),
            },
            RefusalCode::Fork | RefusalCode::Ratchet => match push.suspect {
                Some(suspect) => self.unrecognized(turn, suspect, head, own_hash),
                None => self.differs(turn, head, own_hash),
            },
            RefusalCode::Tamper => self.pace.stop(turn, AttentionCode::LogRefused),
            RefusalCode::TooLarge => self.too_large(turn, &push),
            RefusalCode::Malformed => self.pace.rest(turn, AttentionCode::RequestRefused),
            RefusalCode::NotProved => self.pace.rest(turn, AttentionCode::NotProved),
            RefusalCode::Forbidden => self.pace.rest(turn, AttentionCode::Revoked),
            RefusalCode::NotEnrolled => self.pace.rest(turn, AttentionCode::NotEnrolled),
            RefusalCode::ProtocolTooOld => self.pace.rest(turn, AttentionCode::UpgradeNeeded),
            RefusalCode::MustResnapshot
            | RefusalCode::CodeInvalid
            | RefusalCode::AlreadyEnrolled
            | RefusalCode::TooManyRequests
            | RefusalCode::Internal
            | RefusalCode::Unavailable
            | RefusalCode::Other => self.pace.fail(turn, retry_after_ms),
        }
    }

    /// The server's head is elsewhere: the next push begins there.
    fn gap(&mut self, turn: &mut Turn<'_>, head: Option<&SignedHead>, own_hash: Option<Hash>) {
        let Some(head) = head else {
            self.pace.fail(turn, None);
            return;
        };
        if !is_common(head, own_hash) {
            self.differs(turn, Some(head), own_hash);
            return;
        }
        if self.is_older(head) {
            // An empty push is answered with a token, and the ledger learns how far it is back.
            turn.signal(Signal::ServerOlder);
            self.asking.head_first = true;
        }
        self.place.stored(head.seq);
        self.pace.go_on(turn);
    }

    fn too_large(&mut self, turn: &mut Turn<'_>, push: &PushFlight) {
        if push.order.max_entries <= 1 {
            self.pace.rest(turn, AttentionCode::EntryTooLarge);
            return;
        }
        self.batch.entries = (push.order.max_entries / 2).max(1);
        self.batch.body_bytes = (push.order.max_body_bytes / 2).max(1);
        // Halving ends by itself; no wait is needed.
        self.pace.pause = Pause::Idle { until: turn.now };
    }
}
