//! The answer to a push without new entries.

use domain::hex::to_hex;
use protocol::PushAnswer;

use super::Push;
use crate::database::Durability;
use crate::feed::begin_incarnation;
use crate::http::ApiError;
use crate::projection::{Arrival, project_profiles};
use crate::{alarm, clock};
use protocol::receive::{StoredPlan, StoredState};

impl Push<'_> {
    /// Answers a push whose entries are all stored. Names and PINs may still be new.
    pub(super) async fn answer_stored(
        &self,
        stored: &StoredState,
        plan: StoredPlan,
    ) -> Result<PushAnswer, ApiError> {
        if plan.new_feed {
            self.begin_feed(&plan).await?;
        }
        let feed_seq = if plan.takes_profiles {
            self.take_profiles().await?
        } else {
            stored.feed_seq
        };
        let ratchet = stored.head.map_or(self.batch.ratchet, |head| head.ratchet);
        Ok(PushAnswer {
            head: self.signed_head(stored),
            ratchet: to_hex(&ratchet),
            already: u32::try_from(self.batch.entries.len()).unwrap_or(u32::MAX),
            quarantined: stored.quarantined.clone(),
            feed_seq,
        })
    }

    /// Handles the first push after the server was restored from an older backup. The missing
    /// entries follow in later pushes.
    async fn begin_feed(&self, plan: &StoredPlan) -> Result<(), ApiError> {
        let (register_id, epoch) = (self.register.register_id, self.batch.epoch);
        let transaction = self
            .app
            .database
            .begin(self.register.organization_id, Durability::OnDisk)
            .await?;
        alarm::raise(&transaction, register_id, epoch, &plan.alarms).await?;
        begin_incarnation(&transaction).await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn take_profiles(&self) -> Result<u64, ApiError> {
        let organization_id = self.register.organization_id;
        let transaction = self
            .app
            .database
            .begin(organization_id, Durability::OnDisk)
            .await?;
        let arrival = Arrival {
            register_id: self.register.register_id,
            epoch: self.batch.epoch,
            store_id: self.register.identity.store_id,
            profiles: &self.batch.profiles,
            register_changed: false,
            server_time_ms: clock::now_ms(),
        };
        let feed_seq = project_profiles(&transaction, &arrival).await?;
        transaction.commit().await?;
        self.app.announce_push(organization_id, feed_seq);
        Ok(feed_seq)
    }
}
