//! A server that lost its register: its database came back from before the register was let in.

use std::sync::Arc;

use ledger::SyncRow;
use protocol::{EnrolRequest, PullQuery};
use sync_client::{Client, Identity, ServerAddress};

use super::enrol::{enrol, enrolment};
use super::found::founding_request;
use super::request::ask;
use crate::error::{AppError, SyncError};
use crate::register::Register;
use crate::shop::Shop;

impl Register {
    /// Shows a code to a server that let this register in once, when it says that it does not know
    /// it: the log follows from where the server's part of it ends. A server that knows it, or
    /// cannot be asked now, is left as it is.
    pub(super) fn enrol_again(
        &self,
        shop: &Shop,
        address: &ServerAddress,
        code: &str,
    ) -> Result<(), AppError> {
        let client = self.line(shop).client()?;
        if !self.is_forgotten(client, &shop.ledger.sync_state()?) {
            return Ok(());
        }
        let own = shop.ledger.identity();
        let identity = Identity {
            organization_id: own.organization_id,
            register_id: own.register_id,
            key: Arc::new(shop.signing_key()),
        };
        // The shop is there, or the code would be none of it: the register joins it once more.
        let request = EnrolRequest {
            founding: None,
            ..founding_request(shop, code)?
        };
        let answer = enrol(address, identity, &request, self.utc_ms())?;
        if answer.organization_id != own.organization_id {
            return Err(SyncError::AnswerUnreadable {
                reason: "another organization",
            }
            .into());
        }
        shop.ledger
            .enrol(&enrolment(address, &answer), &answer.ratchet)?;
        log::info!("the server knows this register again");
        if let Some(task) = &*self.sync_task() {
            task.ask_now();
        }
        Ok(())
    }

    fn is_forgotten(&self, client: Client, row: &SyncRow) -> bool {
        let Some(enrolment) = &row.enrolment else {
            return false;
        };
        let query = Arc::new(PullQuery {
            feed_epoch: enrolment.feed_epoch,
            after: row.feed_cursor,
            limit: 1,
        });
        let server_ms = self
            .utc_ms()
            .saturating_add(row.server_offset_ms.unwrap_or(0));
        let asked = ask(server_ms, move |stamp, moved| {
            let (client, query) = (client.clone(), Arc::clone(&query));
            async move { client.pull(&query, stamp, &|| moved.note()).await }
        });
        matches!(asked, Err(AppError::Sync(SyncError::Unknown)))
    }
}
