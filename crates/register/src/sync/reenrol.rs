//! Re-enrols a register after the server was restored to a time before it joined.

use protocol::EnrolRequest;
use sync_driver::ServerAddress;

use super::found_organization::founding_request;
use crate::error::AppError;
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
        // The server has the shop, or it would have no code for it: the register joins it again.
        let request = EnrolRequest {
            founding: None,
            ..founding_request(shop, code)?
        };
        self.enrol_at(shop, address, &request)?;
        log::info!("the server knows this register again");
        if let Some(task) = &*self.sync_task() {
            task.sync_now();
        }
        Ok(())
    }
}
