//! A copy of this register is found: a new epoch is opened, and nothing is lost.

use domain::entry::body::EpochCause;
use domain::entry::{Hash, Head, SignedHead};

use super::{Flight, PushFlight, PushLoop, Stage, is_common};
use crate::engine::limits::EPOCHS_UNACKNOWLEDGED_MOST;
use crate::engine::turn::Turn;
use crate::engine::{AttentionCode, Output, PushOrder};

impl PushLoop {
    /// The server has something else, or more, than this ledger has.
    pub(super) fn differs(
        &mut self,
        turn: &mut Turn<'_>,
        head: Option<&SignedHead>,
        own_hash: Option<Hash>,
    ) {
        if !self.place.is_current() {
            // What the server has of an epoch that was left may be the copy's; this ledger's part
            // of it was stored before the copy began.
            self.place.skip_epoch();
            self.asking.head_first = false;
            self.pace.go_on(turn);
            return;
        }
        if self.place.epochs_after(self.acknowledged.as_ref()) >= EPOCHS_UNACKNOWLEDGED_MOST {
            self.pace.stop(turn, AttentionCode::EpochRefused);
            return;
        }
        self.open_epoch(turn, head, own_hash);
    }

    fn open_epoch(
        &mut self,
        turn: &mut Turn<'_>,
        head: Option<&SignedHead>,
        own_hash: Option<Hash>,
    ) {
        let Some(current) = self.place.current() else {
            return;
        };
        let server_seq = head.map_or(0, |head| head.seq);
        let cause = if server_seq > current.last_seq {
            EpochCause::Restored
        } else {
            EpochCause::Cloned
        };
        let previous = self.last_common(head, own_hash);
        let attempt = turn.attempt();
        turn.raise(AttentionCode::RegisterCopied);
        turn.put(Output::OpenEpoch {
            attempt,
            cause,
            previous,
        });
        self.flight = Some(PushFlight {
            flight: Flight::new(attempt, Stage::Ledger, turn.now),
            order: PushOrder {
                attempt,
                epoch: current.epoch,
                first_seq: self.place.next(),
                max_entries: 0,
                max_body_bytes: 0,
                with_profiles: false,
                ratchet: self.ratchet.clone(),
                acknowledged: None,
            },
            noting: None,
        });
    }

    /// The last head of the current epoch that both sides are known to have. Too low is safe: what
    /// is appended again without need is recognized by its entry id.
    fn last_common(&self, head: Option<&SignedHead>, own_hash: Option<Hash>) -> Head {
        let epoch = self.place.epoch();
        if let Some(head) = head.filter(|head| is_common(head, own_hash)) {
            return head.head();
        }
        let server_seq = head.map_or(u64::MAX, |head| head.seq);
        match &self.acknowledged {
            Some(known) if known.epoch == epoch && known.seq <= server_seq => known.head(),
            _ => Head::start(epoch),
        }
    }
}
