//! Opening a shift.

use domain::business_day::business_day;
use domain::entry::EntryBody;
use domain::entry::body::ShiftOpened;
use domain::user::Permission;
use ledger::ShiftRow;
use uuid::Uuid;

use super::count::read_count;
use super::report::Names;
use crate::error::AppError;
use crate::register::{Register, RegisterEvent};
use crate::shop::Shop;
use crate::view::{CountInput, ShiftView};

impl Register {
    /// Opens a shift over a counted float. The shift takes the id of the command.
    pub fn shift_open(&self, command_id: Uuid, float: &CountInput) -> Result<ShiftView, AppError> {
        let shop = self.shop()?;
        let actor = self.permit(&shop, Permission::OpenShift)?;
        let _turn = shop.turns.take(command_id);
        if shop.done_before(command_id)?.is_some() {
            let shift = shop.ledger.shift(command_id)?;
            return shop.show_shift(&shift.ok_or(AppError::NotFound { what: "shift" })?);
        }
        let float = read_count(shop.money()?, float)?;
        let now = shop.now(self);
        let cutoff = shop.settings().store.business_day_cutoff_minutes;
        let business_date = business_day(now.recorded_at_ms, now.utc_offset_minutes, cutoff)?;
        let shift = shop.ledger.commit(|commit| {
            if commit.shift_open()?.is_some() {
                return Err(AppError::ShiftAlreadyOpen);
            }
            let body = ShiftOpened {
                shift_id: command_id,
                number: commit.next_shift_number()?,
                user_id: actor.user_id,
                float_cents: float.cents,
                denominations: float.pieces,
                business_date,
            };
            commit.append(command_id, &EntryBody::ShiftOpened(body), now, &shop.key)?;
            commit
                .shift_open()?
                .ok_or(AppError::Defect("an opened shift is not open"))
        })?;
        log::info!("shift {} was opened by {}", shift.number, actor.user_id);
        self.parts.events.tell(RegisterEvent::StatusChanged);
        shop.show_shift(&shift)
    }
}

impl Shop {
    /// The open shift, which everything at the counter needs.
    pub(crate) fn open_shift(&self) -> Result<ShiftRow, AppError> {
        self.ledger.shift_open()?.ok_or(AppError::NoOpenShift)
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
