//! The push: entries of one register, in the order of its log.
//!
//! Entries that are stored already are recognized before any expensive step. Then the new entries
//! are verified, on a thread that does not serve other requests. Then one database transaction
//! moves the register's head and writes everything. The number of statements does not depend on the
//! number of entries.

mod append;
mod batch;
mod register_state;
mod reject;
mod stored;

use std::sync::Arc;

use domain::entry::SignedHead;
use protocol::{PushAnswer, RefusalCode};

use crate::app::AppState;
use crate::auth::AuthenticatedRegister;
use crate::clock;
use crate::database::{AsConflict as _, DatabaseError, Durability};
use crate::http::ApiError;
use protocol::receive::{
    LogOwner, PushBatch, PushPlan, PushRejection, StoredState, VerifiedEntry, plan, verify,
};

pub(crate) use batch::read_batch;

/// How often a push is tried again because another one of the same register was quicker.
const ATTEMPTS_MAX: u32 = 5;

struct Push<'a> {
    app: &'a AppState,
    register: AuthenticatedRegister,
    batch: Arc<PushBatch>,
}

/// How one attempt ended.
enum PushAttempt {
    /// The push is stored.
    Stored(PushAnswer),
    /// Another push moved the head meanwhile: the stored state has to be read again.
    Overtaken,
}

/// Receives a push of a register.
pub(crate) async fn receive(
    app: &AppState,
    register: AuthenticatedRegister,
    batch: PushBatch,
) -> Result<PushAnswer, ApiError> {
    let push = Push {
        app,
        register,
        batch: Arc::new(batch),
    };
    for _ in 0..ATTEMPTS_MAX {
        match push.attempt().await {
            Ok(PushAttempt::Stored(answer)) => return Ok(answer),
            Ok(PushAttempt::Overtaken) => {}
            Err(error) if error.is_conflict() => tracing::debug!(%error, "tried again"),
            Err(error) => return Err(error),
        }
    }
    Err(ApiError::refused(
        RefusalCode::Unavailable,
        "other pushes were quicker, again and again",
    ))
}

impl Push<'_> {
    async fn attempt(&self) -> Result<PushAttempt, ApiError> {
        let stored = self.stored_state().await?;
        let server = self.app.keys.public();
        let plan = plan(&self.batch, &stored, &self.owner(), &server)
            .map_err(|error| ApiError::Internal(Box::new(error)))?;
        let plan = match plan {
            PushPlan::Append(plan) => plan,
            PushPlan::Stored(plan) => {
                let answer = self.answer_stored(&stored, plan).await?;
                return Ok(PushAttempt::Stored(answer));
            }
            PushPlan::Refuse(rejection) => return Err(self.reject(&stored, rejection).await?),
        };
        match self.verify(&stored, plan.from).await? {
            Ok(entries) => self.append(&stored, plan, &entries).await,
            Err(rejection) => Err(self.reject(&stored, rejection).await?),
        }
    }

    async fn stored_state(&self) -> Result<StoredState, DatabaseError> {
        let transaction = self
            .app
            .database
            .begin(self.register.organization_id, Durability::Soon)
            .await?;
        let register_id = self.register.register_id;
        let stored = register_state::load(&transaction, register_id, &self.batch).await?;
        transaction.rollback().await?;
        Ok(stored)
    }

    /// Verifies the new entries, on a thread that does not serve other requests.
    async fn verify(
        &self,
        stored: &StoredState,
        from: usize,
    ) -> Result<Result<Vec<VerifiedEntry>, PushRejection>, ApiError> {
        let batch = Arc::clone(&self.batch);
        let (owner, head) = (self.owner(), stored.head_or_start(batch.epoch));
        self.app
            .run_blocking(move || verify(&batch.entries, from, head, &owner))
            .await
    }

    const fn owner(&self) -> LogOwner {
        LogOwner {
            organization_id: self.register.organization_id,
            register_id: self.register.register_id,
            key: self.register.identity.public_key,
        }
    }

    /// The head as it is stored, signed.
    fn signed_head(&self, stored: &StoredState) -> SignedHead {
        SignedHead::sign(
            self.register.organization_id,
            self.register.register_id,
            stored.head_or_start(self.batch.epoch),
            clock::now_ms(),
            self.app.keys.heads(),
        )
    }
}
