//! Opening a shift.

use domain::business_day::business_day;
use domain::entry::EntryBody;
use domain::entry::kinds::ShiftOpened;
use domain::user::Permission;
use ledger::ShiftRow;
use uuid::Uuid;

use super::count::read_count;
use crate::command::{Command, CommandContext};
use crate::error::{AppError, OpenShiftError};
use crate::events::RegisterEvent;
use crate::register::Register;
use crate::shop::Shop;
use crate::user::Names;
use crate::view::{CountInput, ShiftView};

impl Register {
    /// Opens a shift over a counted float. The shift takes the id of the command.
    pub fn shift_open(&self, command_id: Uuid, float: &CountInput) -> Result<ShiftView, AppError> {
        self.run(
            Command::new(command_id, Permission::OpenShift).telling(RegisterEvent::StatusChanged),
            |context| open(context, float),
            |context, _| {
                let shift = context.shop.ledger.shift(context.command_id)?;
                let shift = shift.ok_or(AppError::NotFound { what: "shift" })?;
                context.shop.show_shift(&shift)
            },
        )
    }
}

fn open(context: &CommandContext<'_>, float: &CountInput) -> Result<(), AppError> {
    let (shop, now) = (context.shop, context.now);
    let float = read_count(shop.money()?, float)?;
    let number = context.commit(|commit| {
        if commit.shift_open()?.is_some() {
            return Err(OpenShiftError::AlreadyOpen.into());
        }
        let cutoff = shop.settings_in(commit)?.store.business_day_cutoff_minutes;
        let business_date = business_day(now.recorded_at_ms, now.utc_offset_minutes, cutoff)?;
        let number = commit.next_shift_number()?;
        let body = ShiftOpened {
            shift_id: context.command_id,
            number,
            user_id: context.actor.user_id,
            float_cents: float.cents,
            denominations: float.pieces,
            business_date,
        };
        context.append(commit, &EntryBody::ShiftOpened(body))?;
        Ok(number)
    })?;
    log::info!("shift {number} was opened by {}", context.actor.user_id);
    Ok(())
}

impl Shop {
    /// The open shift, which everything at the counter needs.
    pub(crate) fn open_shift(&self) -> Result<ShiftRow, AppError> {
        let open = self.ledger.shift_open()?;
        open.ok_or_else(|| OpenShiftError::NoneOpen.into())
    }

    /// The same, where only its being open counts: its totals take longer to read.
    pub(crate) fn open_shift_id(&self) -> Result<Uuid, AppError> {
        let open = self.ledger.shift_open_id()?;
        open.ok_or_else(|| OpenShiftError::NoneOpen.into())
    }

    pub(crate) fn show_shift(&self, shift: &ShiftRow) -> Result<ShiftView, AppError> {
        Ok(ShiftView {
            shift_id: shift.shift_id,
            number: shift.number,
            opened_by: Names::read(self)?.of(shift.opened_by),
            opened_at_ms: shift.opened_at_ms,
            business_date: shift.business_date.to_string(),
            float: self.money()?.view(shift.float_cents),
        })
    }
}
