//! Storing a verified push: one database transaction, which locks one head.

use domain::entry::{Entry, Head, SignedHead};
use domain::hex::to_hex;
use protocol::{PushAnswer, QuarantineReason};

use super::{Push, PushAttempt};
use crate::database::{DatabaseError, DbTransaction, Durability};
use crate::feed::begin_incarnation;
use crate::http::ApiError;
use crate::projection::{Arrival, EntryLookup, QuarantineList, project};
use crate::table::register_heads::{self, HeadRow};
use crate::table::{ledger_entries, registers};
use crate::{alarm, clock, random};
use protocol::receive::{AppendPlan, Quarantine, StoredState, VerifiedEntry};

impl Push<'_> {
    /// Stores the verified entries according to the plan.
    pub(super) async fn append(
        &self,
        stored: &StoredState,
        plan: AppendPlan,
        entries: &[VerifiedEntry],
    ) -> Result<PushAttempt, ApiError> {
        let sent = self.batch.entries.get(plan.from..).unwrap_or(&[]);
        let (register_id, epoch) = (self.register.register_id, self.batch.epoch);
        let head = HeadRow {
            head: sent.last().map_or(stored.head_or_start(epoch), Entry::head),
            ratchet: random::bytes().map_err(ApiError::Random)?,
            // The token of this push stays valid, however many answers are lost in a row.
            previous_ratchet: Some(self.batch.ratchet),
        };
        let transaction = self
            .app
            .database
            .begin(self.register.organization_id, Durability::OnDisk)
            .await?;
        if !self.move_head(&transaction, stored, &head).await? {
            transaction.rollback().await?;
            return Ok(PushAttempt::Overtaken);
        }
        let server_time_ms = clock::now_ms();
        let (quarantine, feed_seq) = if plan.projects {
            alarm::raise(&transaction, register_id, epoch, &plan.alarms).await?;
            if plan.new_feed {
                begin_incarnation(&transaction).await?;
            }
            self.project(&transaction, &plan, sent, entries, server_time_ms)
                .await?
        } else {
            ledger_entries::insert(&transaction, register_id, epoch, sent).await?;
            (revoked(entries), stored.feed_seq)
        };
        quarantine.store(&transaction, register_id, epoch).await?;
        transaction.commit().await?;
        self.app
            .announce_push(self.register.organization_id, feed_seq);
        let mut quarantined = stored.quarantined.clone();
        quarantined.extend(quarantine.answered());
        Ok(PushAttempt::Stored(PushAnswer {
            head: self.sign(head.head, server_time_ms),
            ratchet: to_hex(&head.ratchet),
            already: u32::try_from(plan.from).unwrap_or(u32::MAX),
            quarantined,
            feed_seq,
        }))
    }

    /// Moves the head, which also locks it; false if another push was quicker.
    async fn move_head(
        &self,
        transaction: &DbTransaction,
        stored: &StoredState,
        head: &HeadRow,
    ) -> Result<bool, DatabaseError> {
        let register_id = self.register.register_id;
        match stored.head {
            Some(seen) => register_heads::advance(transaction, register_id, seen.head, head).await,
            None => register_heads::insert(transaction, register_id, head).await,
        }
    }

    /// Stores and projects the entries.
    async fn project(
        &self,
        transaction: &DbTransaction,
        plan: &AppendPlan,
        sent: &[Entry],
        entries: &[VerifiedEntry],
        server_time_ms: i64,
    ) -> Result<(QuarantineList, u64), DatabaseError> {
        let (register_id, epoch) = (self.register.register_id, self.batch.epoch);
        let (_, known) = tokio::try_join!(
            ledger_entries::insert(transaction, register_id, epoch, sent),
            EntryLookup::load(transaction, register_id, entries),
        )?;
        let register_changed = match &plan.opening {
            Some(opened) => {
                registers::rename(transaction, register_id, &opened.register_name).await?
            }
            None => false,
        };
        let arrival = Arrival {
            register_id,
            epoch,
            store_id: self.register.identity.store_id,
            profiles: &self.batch.profiles,
            register_changed,
            server_time_ms,
        };
        project(transaction, &arrival, entries, known).await
    }

    fn sign(&self, head: Head, server_time_ms: i64) -> SignedHead {
        SignedHead::sign(
            self.register.organization_id,
            self.register.register_id,
            head,
            server_time_ms,
            self.app.keys.heads(),
        )
    }
}

/// Every entry of a revoked register goes into quarantine.
fn revoked(entries: &[VerifiedEntry]) -> QuarantineList {
    let mut quarantine = QuarantineList::default();
    for entry in entries {
        let reason = QuarantineReason::RegisterRevoked;
        let detail = "the register was revoked when it arrived";
        quarantine.add(entry, Quarantine::held(reason, detail));
    }
    quarantine
}
