//! Opening the drawer without a sale.

use std::time::Duration;

use domain::entry::EntryBody;
use domain::entry::kinds::DrawerOpened;
use domain::text::clean;
use domain::user::Permission;
use peripherals::PrintError;
use peripherals::escpos::drawer_kick;
use uuid::Uuid;

use crate::command::{Command, CommandContext};
use crate::error::{AppError, DrawerError};
use crate::printing::{profile, transport};
use crate::register::Register;
use crate::view::ApprovalInput;

/// A pulse that comes later than this is not sent: the drawer would open unexpectedly.
const KICK_LIMIT: Duration = Duration::from_secs(2);

impl Register {
    /// Tells the drawer to open for a reason. The order is recorded first, so that no drawer opens
    /// unseen; a printer that does not answer fails the call and leaves the order on record. The
    /// pulse is not queued: a drawer that opens minutes later is worse than one that stays shut.
    pub fn drawer_open(
        &self,
        command_id: Uuid,
        reason: &str,
        approval: Option<&ApprovalInput>,
    ) -> Result<(), AppError> {
        self.run(
            Command::new(command_id, Permission::NoSale).approvable(approval),
            |context| open(context, &clean(reason)),
            |_, _| Ok(()),
        )
    }
}

fn open(context: &CommandContext<'_>, reason: &str) -> Result<(), AppError> {
    if reason.is_empty() {
        return Err(DrawerError::ReasonMissing.into());
    }
    let shift = context.shop.open_shift()?;
    let printer = context.shop.settings().own.printer.clone();
    // What nothing can open must not be recorded as opened.
    let printer = printer.ok_or(PrintError::NotConfigured)?;
    let body = EntryBody::DrawerOpened(DrawerOpened {
        shift_id: shift.shift_id,
        user_id: context.actor.user_id,
        reason: reason.to_owned(),
        approval: context.actor.approval,
    });
    context.commit(|commit| context.append(commit, &body))?;
    let pulse = drawer_kick(profile(&printer).drawer_pin);
    transport(&printer)
        .send(&pulse, KICK_LIMIT)
        .inspect_err(|error| {
            log::warn!("the drawer was told to open and was not reached: {error}");
        })?;
    Ok(())
}
