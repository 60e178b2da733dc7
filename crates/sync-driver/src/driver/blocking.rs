//! Work on the ledger, on threads that may block.

use std::sync::PoisonError;

use protocol::Peer;
use sync_engine::{Attempt, Input};
use uuid::Uuid;

use super::DriverIo;
use crate::error::DriverError;

/// The names and PINs that a push sent: the person, and the number of the change.
pub(super) type SentProfiles = Option<(Attempt, Vec<(Uuid, u64)>)>;

impl<P: Peer> DriverIo<P> {
    pub(super) async fn blocking<T, E>(
        &self,
        work: impl FnOnce() -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DriverError> + Send + 'static,
    {
        match tokio::task::spawn_blocking(work).await {
            Ok(outcome) => outcome,
            Err(_) => Err(DriverError::Defect("a part of the sync ended early").into()),
        }
    }

    /// The result of the ledger. After an error, the engine gets [`Input::LedgerFailed`].
    pub(super) fn or_ledger_failed<T>(
        &self,
        attempt: Attempt,
        outcome: Result<T, DriverError>,
    ) -> Option<T> {
        match outcome {
            Ok(value) => Some(value),
            Err(error) => {
                log::warn!("the ledger refused the sync: {error}");
                self.send(Input::LedgerFailed { attempt });
                None
            }
        }
    }

    pub(super) fn keep_sent_profiles(&self, attempt: Attempt, sent: Vec<(Uuid, u64)>) {
        let mut slot = self
            .sent_profiles
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *slot = Some((attempt, sent));
    }

    /// The names and PINs that this attempt sent.
    pub(super) fn take_sent_profiles(&self, attempt: Attempt) -> Vec<(Uuid, u64)> {
        let mut slot = self
            .sent_profiles
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        slot.take_if(|(of, _)| *of == attempt)
            .map(|(_, sent)| sent)
            .unwrap_or_default()
    }
}
