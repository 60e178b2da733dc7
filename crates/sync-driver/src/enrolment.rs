//! Requests around the enrolment of a register, each made while a person waits.

use ledger::Enrolment;
use protocol::{CodeAnswer, CodeRequest, EnrolAnswer, EnrolRequest, Peer, PullQuery, Stamp};
use sync_client::{Client, ClientIdentity, ServerAddress};
use uuid::Uuid;

use crate::context::SyncContext;
use crate::error::{DriverError, SyncError};
use crate::request::{LastProgress, ask};

/// Asks a server to make a register known. `local_ms` is the register's clock. When it is
/// wrong, the request is repeated with the server's time.
pub fn enrol(
    address: &ServerAddress,
    identity: ClientIdentity,
    request: &EnrolRequest,
    local_ms: i64,
) -> Result<EnrolAnswer, DriverError> {
    let client = Client::new(address.clone(), identity).map_err(SyncError::from)?;
    ask(local_ms, async |stamp: Stamp, progress: &LastProgress| {
        client.enrol(request, stamp, &|| progress.note()).await
    })
}

/// The part of an answer that the ledger keeps.
pub fn enrolment(address: &ServerAddress, answer: &EnrolAnswer) -> Enrolment {
    Enrolment {
        server_url: address.to_string(),
        organization_name: answer.organization_name.clone(),
        server_public_key: answer.server_public_key.to_hex(),
        feed_epoch: answer.feed_epoch,
    }
}

impl SyncContext {
    /// Asks the server for a one-use code with which another register joins.
    pub fn create_joining_code(
        &self,
        by_user_id: Uuid,
        server_offset_ms: i64,
    ) -> Result<CodeAnswer, DriverError> {
        let client = self.client()?;
        let server_ms = self.utc_ms().saturating_add(server_offset_ms);
        let request = CodeRequest { by_user_id };
        ask(server_ms, async |stamp: Stamp, progress: &LastProgress| {
            client.code(&request, stamp, &|| progress.note()).await
        })
    }

    /// Whether the server does not know this enrolled register: its database was restored to a time
    /// before the register joined. A server that cannot be asked counts as one that knows it.
    pub fn is_forgotten_by_server(&self) -> Result<bool, DriverError> {
        let client = self.client()?;
        let row = self.ledger.sync_state()?;
        let Some(enrolment) = &row.enrolment else {
            return Ok(false);
        };
        let query = PullQuery {
            feed_epoch: enrolment.feed_epoch,
            after: row.feed_cursor,
            limit: 1,
        };
        let asked = ask(
            self.server_ms(&row),
            async |stamp: Stamp, progress: &LastProgress| {
                client.pull(&query, stamp, &|| progress.note()).await
            },
        );
        Ok(matches!(asked, Err(DriverError::Sync(SyncError::Unknown))))
    }
}
