//! Pushes entries, and stores the acknowledgement.

use std::future::Future;
use std::sync::Arc;

use domain::Code as _;
use domain::entry::kinds::EpochCause;
use domain::entry::{Hash, Head};
use ledger::QuarantinedEntry;
use protocol::{Peer, Profile, PushAnswer, PushRequest, RequestError, Stamp};
use sync_engine::{AcknowledgeOrder, Attempt, Input, PushOrder};
use uuid::Uuid;

use super::DriverIo;
use crate::error::DriverError;

/// Reads a batch and pushes it.
pub(super) fn send<P: Peer>(
    io: &Arc<DriverIo<P>>,
    order: PushOrder,
) -> impl Future<Output = ()> + Send + use<P> {
    let io = Arc::clone(io);
    async move {
        let attempt = order.attempt;
        let epoch = order.epoch;
        let reader = Arc::clone(&io);
        let batch = io.blocking(move || reader.batch(&order)).await;
        let Some((request, stamp)) = io.or_ledger_failed(attempt, batch) else {
            return;
        };
        let progress = Arc::new(io.progress(attempt));
        let outcome = io.peer.push(&request, stamp, progress).await;
        let count = request.entries.len();
        let reader = Arc::clone(&io);
        let input = io
            .blocking(move || reader.push_input(attempt, epoch, outcome))
            .await;
        if let Some(input) = io.or_ledger_failed(attempt, input) {
            io.count_sent(&input, count);
            io.send(input);
        }
    }
}

/// Stores an acknowledgement.
pub(super) fn acknowledge<P: Peer>(
    io: &Arc<DriverIo<P>>,
    order: AcknowledgeOrder,
) -> impl Future<Output = ()> + Send + use<P> {
    let io = Arc::clone(io);
    async move {
        let attempt = order.attempt;
        let writer = Arc::clone(&io);
        let noted = io.blocking(move || writer.acknowledge(order)).await;
        if let Some(profiles_pending) = io.or_ledger_failed(attempt, noted) {
            io.send(Input::Acknowledged {
                attempt,
                profiles_pending,
            });
        }
    }
}

/// Opens a new epoch.
pub(super) fn open_epoch<P: Peer>(
    io: &Arc<DriverIo<P>>,
    attempt: Attempt,
    cause: EpochCause,
    previous: Head,
) -> impl Future<Output = ()> + Send + use<P> {
    let io = Arc::clone(io);
    async move {
        let context = Arc::clone(&io.context);
        let opened = io.blocking(move || {
            log::warn!("a new epoch after seq {}: {cause:?}", previous.seq);
            context.open_epoch(cause, previous)?;
            context.epochs()
        });
        let opened = opened.await;
        if let Some(epochs) = io.or_ledger_failed(attempt, opened) {
            io.send(Input::EpochOpened { attempt, epochs });
        }
    }
}

impl<P: Peer> DriverIo<P> {
    /// The request of an order. Names and PINs are read before the entries: one that changes
    /// between the two reads is sent again with the next push.
    fn batch(&self, order: &PushOrder) -> Result<(PushRequest, Stamp), DriverError> {
        let ledger = &self.context.ledger;
        let mut profiles = Vec::new();
        let mut sent = Vec::new();
        if order.with_profiles {
            for pending in ledger.pending_profiles()? {
                sent.push((pending.user_id, pending.change_no));
                profiles.push(Profile {
                    user_id: pending.user_id,
                    profile: pending.profile,
                });
            }
        }
        self.keep_sent_profiles(order.attempt, sent);
        let entries = if order.max_entries == 0 {
            Vec::new()
        } else {
            ledger.push_batch(
                order.epoch,
                order.first_seq,
                order.max_entries,
                order.max_body_bytes,
            )?
        };
        let request = order
            .request(&entries, profiles)
            .map_err(|_| DriverError::Defect("an entry is not text"))?;
        Ok((request, self.stamp()?))
    }

    /// The input of an outcome, with this ledger's own hash at the server's head.
    fn push_input(
        &self,
        attempt: Attempt,
        epoch: Uuid,
        outcome: Result<PushAnswer, RequestError>,
    ) -> Result<Input, DriverError> {
        let own_hash = |seq| -> Result<Option<Hash>, DriverError> {
            Ok(self.context.ledger.hash_at(epoch, seq)?)
        };
        Ok(match outcome {
            Ok(answer) => Input::PushAnswered {
                attempt,
                own_hash: own_hash(answer.head.seq)?,
                answer: Box::new(answer),
            },
            Err(RequestError::Refused {
                refusal,
                retry_after_ms,
            }) => Input::Refused {
                attempt,
                own_hash: match &refusal.head {
                    Some(head) => own_hash(head.seq)?,
                    None => None,
                },
                refusal,
                retry_after_ms,
            },
            Err(RequestError::Transport(error)) => Input::Failed { attempt, error },
        })
    }

    /// Stores an acknowledgement. True when names or PINs are still pending.
    fn acknowledge(&self, order: AcknowledgeOrder) -> Result<bool, DriverError> {
        let profiles_sent = if order.profiles_stored {
            self.take_sent_profiles(order.attempt)
        } else {
            Vec::new()
        };
        let quarantined = order.quarantined.into_iter().map(|entry| {
            let reason = entry.reason.as_str();
            log::warn!("the server quarantined entry {}: {reason}", entry.seq);
            QuarantinedEntry {
                seq: entry.seq,
                entry_id: entry.entry_id,
                reason: reason.to_owned(),
            }
        });
        self.context.ledger.acknowledge(&ledger::Acknowledgement {
            head: order.head,
            ratchet: order.ratchet,
            feed_seq: order.feed_seq,
            quarantined: quarantined.collect(),
            profiles_sent,
            now_ms: self.context.utc_ms(),
        })?;
        self.context.profiles_pending()
    }

    fn count_sent(&self, input: &Input, count: usize) {
        if let Input::PushAnswered { answer, .. } = input {
            let new = u64::try_from(count)
                .unwrap_or(0)
                .saturating_sub(u64::from(answer.already));
            log::info!("pushed {count} entries, {} known already", answer.already);
            self.status.update(|status| {
                status.transferred.entries_sent =
                    status.transferred.entries_sent.saturating_add(new);
            });
        }
    }
}
