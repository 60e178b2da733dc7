//! Entries on their way up.

use std::future::Future;
use std::sync::Arc;

use domain::entry::kinds::EpochCause;
use domain::entry::{Hash, Head};
use ledger::QuarantinedEntry;
use protocol::{Profile, PushAnswer, PushRequest, QuarantineReason};
use sync_client::Failure;
use sync_engine::{Acknowledgement, Attempt, Input, PushOrder};
use uuid::Uuid;

use super::Hands;
use crate::error::AppError;

/// Reads a batch and pushes it.
pub(super) fn send(
    hands: &Arc<Hands>,
    order: PushOrder,
) -> impl Future<Output = ()> + Send + use<> {
    let hands = Arc::clone(hands);
    async move {
        let attempt = order.attempt;
        let epoch = order.epoch;
        let reader = Arc::clone(&hands);
        let batch = hands.blocking(move || reader.batch(&order)).await;
        let Some((request, stamp)) = hands.usable(attempt, batch) else {
            return;
        };
        let progress = Arc::new(hands.progress(attempt));
        let outcome = hands.client.push(&request, stamp, progress).await;
        let count = request.entries.len();
        let reader = Arc::clone(&hands);
        let told = hands
            .blocking(move || reader.heard(attempt, epoch, outcome))
            .await;
        if let Some(input) = hands.usable(attempt, told) {
            hands.count_sent(&input, count);
            hands.tell(input);
        }
    }
}

/// Takes note of an answer.
pub(super) fn acknowledge(
    hands: &Arc<Hands>,
    given: Acknowledgement,
) -> impl Future<Output = ()> + Send + use<> {
    let hands = Arc::clone(hands);
    async move {
        let attempt = given.attempt;
        let writer = Arc::clone(&hands);
        let noted = hands.blocking(move || writer.note(given)).await;
        if let Some(profiles_waiting) = hands.usable(attempt, noted) {
            hands.tell(Input::Acknowledged {
                attempt,
                profiles_waiting,
            });
        }
    }
}

/// Opens a new epoch.
pub(super) fn open_epoch(
    hands: &Arc<Hands>,
    attempt: Attempt,
    cause: EpochCause,
    previous: Head,
) -> impl Future<Output = ()> + Send + use<> {
    let hands = Arc::clone(hands);
    async move {
        let line = Arc::clone(&hands.line);
        let opened = hands.blocking(move || {
            log::warn!("a new epoch after seq {}: {cause:?}", previous.seq);
            line.open_epoch(cause, previous)?;
            line.epochs()
        });
        let opened = opened.await;
        if let Some(epochs) = hands.usable(attempt, opened) {
            hands.tell(Input::EpochOpened { attempt, epochs });
        }
    }
}

impl Hands {
    /// The request that an order asks for. Names and PINs are read before the entries: one that
    /// changes in between is sent with its next change.
    fn batch(&self, order: &PushOrder) -> Result<(PushRequest, sync_client::Stamp), AppError> {
        let ledger = &self.line.ledger;
        let mut profiles = Vec::new();
        let mut sent = Vec::new();
        if order.with_profiles {
            for waiting in ledger.pending_profiles()? {
                sent.push((waiting.user_id, waiting.change_no));
                profiles.push(Profile {
                    user_id: waiting.user_id,
                    profile: waiting.profile,
                });
            }
        }
        self.keep_sent(order.attempt, sent);
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
            .map_err(|_| AppError::Defect("an entry is no text"))?;
        Ok((request, self.stamp()?))
    }

    /// What the server said, with this ledger's own hash at its head.
    fn heard(
        &self,
        attempt: Attempt,
        epoch: Uuid,
        outcome: Result<PushAnswer, Failure>,
    ) -> Result<Input, AppError> {
        let own_hash =
            |seq| -> Result<Option<Hash>, AppError> { Ok(self.line.ledger.hash_at(epoch, seq)?) };
        Ok(match outcome {
            Ok(answer) => Input::PushAnswered {
                attempt,
                own_hash: own_hash(answer.head.seq)?,
                answer: Box::new(answer),
            },
            Err(Failure::Refused {
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
            Err(Failure::Fault(error)) => Input::Failed { attempt, error },
        })
    }

    /// Notes an acknowledgement; whether names or PINs still wait.
    fn note(&self, given: Acknowledgement) -> Result<bool, AppError> {
        let head = given.head.head();
        let profiles_sent = if given.profiles_stored {
            self.take_sent(given.attempt)
        } else {
            Vec::new()
        };
        let quarantined = given.quarantined.into_iter().map(|entry| {
            log::warn!(
                "the server has set entry {} aside: {:?}",
                entry.seq,
                entry.reason
            );
            QuarantinedEntry {
                seq: entry.seq,
                entry_id: entry.entry_id,
                reason: reason_word(entry.reason),
            }
        });
        self.line.ledger.acknowledge(&ledger::Acknowledgement {
            head: given.head,
            ratchet: given.ratchet,
            feed_seq: given.feed_seq,
            quarantined: quarantined.collect(),
            profiles_sent,
            now_ms: self.line.utc_ms(),
        })?;
        self.line.mark.raise(head);
        self.line.profiles_waiting()
    }

    fn count_sent(&self, input: &Input, count: usize) {
        if let Input::PushAnswered { answer, .. } = input {
            let fresh = u64::try_from(count)
                .unwrap_or(0)
                .saturating_sub(u64::from(answer.already));
            log::info!("pushed {count} entries, {} known already", answer.already);
            self.board.write(|notes| {
                notes.moved.entries_sent = notes.moved.entries_sent.saturating_add(fresh);
            });
        }
    }
}

/// The reason as it travels.
fn reason_word(reason: QuarantineReason) -> String {
    match serde_json::to_value(reason) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::from("other"),
    }
}
