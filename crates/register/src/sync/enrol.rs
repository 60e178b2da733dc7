//! Asking a server to be let in.

use std::sync::Arc;

use ledger::Enrolment;
use protocol::{EnrolAnswer, EnrolRequest};
use sync_client::{Client, Identity, ServerAddress};

use super::request::ask;
use crate::error::{AppError, SyncError};

/// Asks, and waits as long as bytes move. The clock counts only until the server has said its own.
pub(super) fn enrol(
    address: &ServerAddress,
    identity: Identity,
    request: &EnrolRequest,
    local_ms: i64,
) -> Result<EnrolAnswer, AppError> {
    let client = Client::new(address.clone(), identity).map_err(SyncError::from)?;
    let request = Arc::new(request.clone());
    ask(local_ms, move |stamp, moved| {
        let (client, request) = (client.clone(), Arc::clone(&request));
        async move { client.enrol(&request, stamp, &|| moved.note()).await }
    })
}

/// What the ledger keeps of it.
pub(super) fn enrolment(address: &ServerAddress, answer: &EnrolAnswer) -> Enrolment {
    Enrolment {
        server_url: address.to_string(),
        organization_name: answer.organization_name.clone(),
        server_public_key: answer.server_public_key.to_hex(),
        feed_epoch: answer.feed_epoch,
    }
}
