//! Re-enrols a register after the server was restored to a time before it joined.

use std::sync::Arc;

use protocol::EnrolRequest;
use sync_driver::{ClientIdentity, ServerAddress, enrol, enrolment};

use super::found_organization::founding_request;
use crate::error::{AppError, SyncError};
use crate::register::Register;
use crate::shop::Shop;

impl Register {
    /// Enrols once more at a server that knew this register and no longer does. The next pushes
    /// then send the part of the log that the server lacks. Nothing happens when the server knows
    /// the register, or cannot be asked now.
    pub(super) fn reenrol(
        &self,
        shop: &Shop,
        address: &ServerAddress,
        code: &str,
    ) -> Result<(), AppError> {
        if !self.sync_context(shop).is_forgotten_by_server()? {
            return Ok(());
        }
        let own = shop.ledger.identity();
        let identity = ClientIdentity {
            organization_id: own.organization_id,
            register_id: own.register_id,
            key: Arc::new(shop.signing_key()),
        };
        // The server has the shop, or it would have no code for it: the register joins it again.
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
            task.sync_now();
        }
        Ok(())
    }
}
