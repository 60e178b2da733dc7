//! Opening the drawer without a sale.

use std::time::Duration;

use domain::entry::EntryBody;
use domain::entry::body::DrawerOpened;
use domain::user::Permission;
use peripherals::escpos::drawer_kick;
use uuid::Uuid;

use super::target::{profile, transport};
use crate::authority::InPlace;
use crate::error::AppError;
use crate::register::Register;
use crate::view::ApprovalInput;

/// A pulse that comes later than this would surprise somebody.
const KICK_LIMIT: Duration = Duration::from_secs(2);

impl Register {
    /// Opens the drawer for a reason, which is recorded first. The pulse is not queued: a drawer
    /// that opens minutes later is worse than one that stays shut.
    pub fn drawer_open(
        &self,
        command_id: Uuid,
        reason: &str,
        approval: Option<&ApprovalInput>,
    ) -> Result<(), AppError> {
        let shop = self.shop()?;
        let in_place = InPlace::Approved(approval);
        let actor = self.permit_in_place(&shop, Permission::NoSale, in_place)?;
        let _turn = shop.turns.take(command_id);
        if shop.done_before(command_id)?.is_some() {
            return Ok(());
        }
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(AppError::ReasonMissing);
        }
        let shift = shop.open_shift()?;
        let body = EntryBody::DrawerOpened(DrawerOpened {
            shift_id: shift.shift_id,
            user_id: actor.user_id,
            reason: reason.to_owned(),
            approval: actor.approval,
        });
        let now = shop.now(self);
        shop.ledger
            .commit(|commit| commit.append(command_id, &body, now, &shop.key))?;
        let Some(printer) = shop.settings().own.printer.clone() else {
            return Ok(());
        };
        let pulse = drawer_kick(profile(&printer).drawer_pin);
        transport(&printer).send(&pulse, KICK_LIMIT)?;
        Ok(())
    }
}
