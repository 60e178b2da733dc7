//! The ledger's part, on threads where it may block.

use std::sync::PoisonError;

use sync_engine::{Attempt, Input};
use uuid::Uuid;

use super::Hands;
use crate::error::AppError;

/// Whose names and PINs a push sent along, and which change of them.
pub(super) type Sent = Option<(Attempt, Vec<(Uuid, u64)>)>;

impl Hands {
    pub(super) async fn blocking<T, E>(
        &self,
        work: impl FnOnce() -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<AppError> + Send + 'static,
    {
        match tokio::task::spawn_blocking(work).await {
            Ok(outcome) => outcome,
            Err(_) => Err(AppError::Defect("a part of the sync ended early").into()),
        }
    }

    /// What the ledger gave; when it refused, the engine is told so.
    pub(super) fn usable<T>(&self, attempt: Attempt, outcome: Result<T, AppError>) -> Option<T> {
        match outcome {
            Ok(value) => Some(value),
            Err(error) => {
                log::warn!("the ledger refused the sync: {}: {error}", error.code());
                self.tell(Input::LedgerFailed { attempt });
                None
            }
        }
    }

    pub(super) fn keep_sent(&self, attempt: Attempt, sent: Vec<(Uuid, u64)>) {
        let mut slot = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        *slot = Some((attempt, sent));
    }

    /// What this attempt sent along.
    pub(super) fn take_sent(&self, attempt: Attempt) -> Vec<(Uuid, u64)> {
        let mut slot = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        slot.take_if(|(of, _)| *of == attempt)
            .map(|(_, sent)| sent)
            .unwrap_or_default()
    }
}
