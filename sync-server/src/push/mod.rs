//! The push: entries of one register, in the order of its log.
//!
//! What is stored already is recognized before anything expensive; then the new entries are verified, off the threads
//! that serve others; then one database transaction moves the register's head and writes everything. The number of
//! statements does not depend on the number of entries.

mod alarm;
mod apply;
mod aside;
mod batch;
mod documents;
mod entries;
mod fits;
mod known;
mod plan;
mod project;
mod settle;
mod standing;
mod verify;
mod waiting;

use std::sync::Arc;

use axum::extract::State;
use domain::entry::hex::to_hex;
use domain::entry::{Hash, SignedHead};
use domain::feed::RegisterStatus;
use protocol::{PushAnswer, RefusalCode};

use crate::catalog::{self, CatalogPush};
use crate::database::{AsConflict as _, DatabaseError, Durability};
use crate::http::{Answer, AppState, Authenticated, Fault, Signed, answer};
use crate::source;

use alarm::{Alarm, AlarmKind, keep};
use apply::{Verified, apply};
use batch::Batch;
use plan::{Plan, begins_new_feed, plan};
use standing::Standing;
use verify::{Broken, Document, Owner, check_owner, verify};

pub use waiting::project_waiting;

/// How often a push is looked at again because another one of the same register was quicker.
const ATTEMPTS_MAX: u32 = 5;

/// `POST /api/sync/push`.
pub async fn push(State(state): State<AppState>, signed: Signed) -> Answer {
    let Signed { who, headers, body } = signed;
    let limits = state.limits;
    let batch = blocking(&state, move || Batch::read(&body, &who, &limits)).await??;
    let pushed = Push {
        state,
        who,
        batch: Arc::new(batch),
    };
    answer(&headers, &pushed.take().await?)
}

/// One request.
struct Push {
    state: AppState,
    who: Authenticated,
    batch: Arc<Batch>,
}

impl Push {
    async fn take(&self) -> Result<PushAnswer, Fault> {
        for _ in 0..ATTEMPTS_MAX {
            let standing = self.standing().await?;
            if let Err((at, broken)) =
                check_owner(&self.batch.entries, self.batch.epoch, &self.owner())
            {
                return Err(self.refuse_broken(&standing, at, broken).await?);
            }
            let from = match plan(&self.batch, &standing, &self.state.keys.public())? {
                Plan::Append { from } => from,
                Plan::Stored => return self.stored(&standing).await,
                Plan::Fork { at } => {
                    let stored = standing.stored.get(at).copied();
                    return Err(self.refuse_fork(&standing, at, stored).await?);
                }
                Plan::Ratchet => return Err(self.refuse_ratchet(&standing).await?),
                Plan::Gap => {
                    let head = self.signed_head(&standing);
                    let next = head.seq.saturating_add(1);
                    let message = format_args!("the next entry is {next}");
                    return Err(Fault::with_head(RefusalCode::Gap, message, head));
                }
            };
            let documents = match self.verified(&standing, from).await? {
                Ok(documents) => documents,
                Err((at, broken)) => return Err(self.refuse_broken(&standing, at, broken).await?),
            };
            let verified = Verified {
                batch: &self.batch,
                standing: &standing,
                documents: &documents,
            };
            match apply(&self.state, &self.who, &verified).await {
                Ok(Some(done)) => return Ok(done),
                Ok(None) => {}
                Err(error) if error.is_conflict() => tracing::debug!(%error, "pushed again"),
                Err(error) => return Err(error),
            }
        }
        Err(Fault::refused(
            RefusalCode::Unavailable,
            "other pushes were quicker, again and again",
        ))
    }

    async fn standing(&self) -> Result<Standing, DatabaseError> {
        let database = &self.state.database;
        let transaction = database
            .begin(self.who.organization_id, Durability::Soon)
            .await?;
        let standing = Standing::load(&transaction, self.who.register_id, &self.batch).await?;
        transaction.rollback().await?;
        Ok(standing)
    }

    /// The answer to a push of which everything is stored. Names and PINs may be new all the same.
    async fn stored(&self, standing: &Standing) -> Result<PushAnswer, Fault> {
        let mut feed_seq = standing.feed_seq;
        if self.batch.entries.is_empty()
            && begins_new_feed(&self.batch, standing, &self.state.keys.public())
        {
            self.begin_feed(standing).await?;
        }
        if !self.batch.profiles.is_empty() && standing.status == RegisterStatus::Active {
            feed_seq = self.take_profiles().await?;
        }
        let ratchet = standing
            .head
            .map_or(self.batch.ratchet, |stored| stored.ratchet);
        Ok(PushAnswer {
            head: self.signed_head(standing),
            ratchet: to_hex(&ratchet),
            already: u32::try_from(self.batch.entries.len()).unwrap_or(u32::MAX),
            quarantined: standing.quarantined.clone(),
            feed_seq,
        })
    }

    /// The first that is heard of a server that came back older; what is missing follows.
    async fn begin_feed(&self, standing: &Standing) -> Result<(), Fault> {
        let organization_id = self.who.organization_id;
        let database = &self.state.database;
        let transaction = database.begin(organization_id, Durability::OnDisk).await?;
        let alarm = apply::server_older(&self.batch, standing, self.who.register_id);
        alarm::raise(&transaction, &[alarm]).await?;
        apply::begin_feed(&transaction).await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn take_profiles(&self) -> Result<u64, Fault> {
        let organization_id = self.who.organization_id;
        let database = &self.state.database;
        let transaction = database.begin(organization_id, Durability::OnDisk).await?;
        let push = CatalogPush {
            register_id: self.who.register_id,
            epoch: self.batch.epoch,
            store_id: self.who.known.store_id,
            entries: Vec::new(),
            profiles: &self.batch.profiles,
            register_changed: false,
            server_time_ms: source::now_ms(),
        };
        let projected = catalog::project(&transaction, &push).await?;
        transaction.commit().await?;
        self.state.live.pushed(organization_id, projected.feed_seq);
        Ok(projected.feed_seq)
    }

    /// Verifies the new entries, away from the threads that serve others.
    async fn verified(
        &self,
        standing: &Standing,
        from: usize,
    ) -> Result<Result<Vec<Document>, (usize, Broken)>, Fault> {
        let batch = Arc::clone(&self.batch);
        let (owner, head) = (self.owner(), standing.head_or_start(batch.epoch));
        blocking(&self.state, move || {
            verify(&batch.entries, from, head, &owner)
        })
        .await
    }

    const fn owner(&self) -> Owner {
        Owner {
            organization_id: self.who.organization_id,
            register_id: self.who.register_id,
            key: self.who.known.public_key,
        }
    }

    fn signed_head(&self, standing: &Standing) -> SignedHead {
        SignedHead::sign(
            self.who.organization_id,
            self.who.register_id,
            standing.head_or_start(self.batch.epoch),
            source::now_ms(),
            self.state.keys.heads(),
        )
    }

    async fn refuse_fork(
        &self,
        standing: &Standing,
        at: usize,
        stored: Option<Hash>,
    ) -> Result<Fault, DatabaseError> {
        let seq = self
            .batch
            .first_seq
            .saturating_add(u64::try_from(at).unwrap_or(u64::MAX));
        let detail = format!("another history of this register is stored up to seq {seq}");
        self.refuse(
            RefusalCode::Fork,
            AlarmKind::Fork,
            standing,
            Some((at, stored)),
            detail,
        )
        .await
    }

    async fn refuse_ratchet(&self, standing: &Standing) -> Result<Fault, DatabaseError> {
        let detail = "the token belongs to another copy of this register".to_owned();
        if self.batch.entries.is_empty() {
            // It may be the register's own request that was minutes on its way. A copy opens an epoch next.
            let head = self.signed_head(standing);
            return Ok(Fault::with_head(RefusalCode::Ratchet, detail, head));
        }
        self.refuse(
            RefusalCode::Ratchet,
            AlarmKind::Ratchet,
            standing,
            None,
            detail,
        )
        .await
    }

    async fn refuse_broken(
        &self,
        standing: &Standing,
        at: usize,
        broken: Broken,
    ) -> Result<Fault, DatabaseError> {
        if broken == Broken::FollowsAnother {
            let stored = standing.head.map(|stored| stored.head.hash);
            return self.refuse_fork(standing, at, stored).await;
        }
        let detail = format!("entry {at} of the push: {broken}");
        self.refuse(
            RefusalCode::Tamper,
            AlarmKind::Tamper,
            standing,
            Some((at, None)),
            detail,
        )
        .await
    }

    /// Nothing is applied; what was sent from `at` on is kept, and somebody is told.
    async fn refuse(
        &self,
        code: RefusalCode,
        kind: AlarmKind,
        standing: &Standing,
        evidence: Option<(usize, Option<Hash>)>,
        detail: String,
    ) -> Result<Fault, DatabaseError> {
        let alarm = Alarm {
            kind,
            register_id: self.who.register_id,
            epoch: self.batch.epoch,
            detail,
        };
        let (entries, stored) = match evidence {
            Some((at, stored)) => (self.batch.entries.get(at..).unwrap_or(&[]), stored),
            None => (&[][..], None),
        };
        let (database, organization_id) = (&self.state.database, self.who.organization_id);
        keep(database, organization_id, &alarm, entries, stored).await?;
        Ok(Fault::with_head(
            code,
            alarm.detail,
            self.signed_head(standing),
        ))
    }
}

/// Runs what takes a processor for a while on a thread of its own, a few at a time.
async fn blocking<T: Send + 'static>(
    state: &AppState,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Fault> {
    // Nobody closes the semaphore: without a permit there is no state either.
    let _permit = state.verifying.acquire().await.ok();
    tokio::task::spawn_blocking(work).await.map_err(Fault::Task)
}
