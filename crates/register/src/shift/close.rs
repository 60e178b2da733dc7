//! Closing a shift: the drawer is counted blind, the difference is recorded and never refused.

use domain::entry::EntryBody;
use domain::entry::body::ShiftClosed;
use domain::user::Permission;
use ledger::{Commit, NewPrintJob, Now, PrintSubject, ShiftRow};
use uuid::Uuid;

use super::count::{Counted, read_count};
use crate::authority::{Actor, InPlace};
use crate::error::AppError;
use crate::register::{Register, RegisterEvent};
use crate::shop::Shop;
use crate::view::{ApprovalInput, CountInput, ShiftReportView};

impl Register {
    /// Closes the open shift over what was counted, and prints its report. A difference above the
    /// store's limit takes somebody with a higher role.
    pub fn shift_close(
        &self,
        command_id: Uuid,
        counted: &CountInput,
        note: &str,
        approval: Option<&ApprovalInput>,
    ) -> Result<ShiftReportView, AppError> {
        let shop = self.shop()?;
        let actor = self.permit(&shop, Permission::CloseShift)?;
        let _turn = shop.turns.take(command_id);
        if shop.done_before(command_id)?.is_some() {
            let last = shop.ledger.shift_last()?.ok_or(AppError::NoOpenShift)?;
            return shop.show_report(&last, true);
        }
        let counted = read_count(shop.money()?, counted)?;
        let shift = shop.open_shift()?;
        if shop
            .ledger
            .cart_load()?
            .is_some_and(|row| !row.cart.is_empty())
        {
            return Err(AppError::CartNotEmpty);
        }
        let actor = self.permit_difference(&shop, actor, &shift, &counted, approval)?;
        let now = shop.now(self);
        let closing = Closing {
            command_id,
            actor,
            counted,
            note: note.trim().to_owned(),
        };
        let shift = shop.ledger.commit(|commit| {
            let open = commit.shift_open()?.ok_or(AppError::NoOpenShift)?;
            if open.shift_id != shift.shift_id {
                return Err(AppError::NoOpenShift);
            }
            close(&shop, commit, &open, closing, now)
        })?;
        shop.ring_printer();
        self.parts.events.tell(RegisterEvent::StatusChanged);
        shop.show_report(&shift_again(&shop, shift)?, true)
    }

    fn permit_difference(
        &self,
        shop: &Shop,
        actor: Actor,
        shift: &ShiftRow,
        counted: &Counted,
        approval: Option<&ApprovalInput>,
    ) -> Result<Actor, AppError> {
        let difference = shift.totals.difference_cents(counted.cents)?;
        if difference.abs() <= shop.settings().store.over_short_limit_cents {
            return Ok(actor);
        }
        self.permit_in_place(
            shop,
            Permission::OverShortAboveLimit,
            InPlace::Approved(approval),
        )
    }
}

struct Closing {
    command_id: Uuid,
    actor: Actor,
    counted: Counted,
    note: String,
}

fn close(
    shop: &Shop,
    commit: &mut Commit<'_>,
    shift: &ShiftRow,
    closing: Closing,
    now: Now,
) -> Result<Uuid, AppError> {
    let report = shift.totals.report()?;
    let body = ShiftClosed {
        shift_id: shift.shift_id,
        user_id: closing.actor.user_id,
        counted_cents: closing.counted.cents,
        expected_cents: shift.totals.expected_drawer_cents(),
        difference_cents: shift.totals.difference_cents(closing.counted.cents)?,
        denominations: closing.counted.pieces,
        note: closing.note,
        report,
        approval: closing.actor.approval,
    };
    commit.append(
        closing.command_id,
        &EntryBody::ShiftClosed(Box::new(body)),
        now,
        &shop.key,
    )?;
    if shop.has_printer() {
        let job = NewPrintJob {
            what: PrintSubject::ShiftReport,
            label: shift.number.to_string(),
            subject_id: Some(shift.shift_id),
            copy: None,
            payload: None,
        };
        commit.print_job_insert(&job, now)?;
    }
    Ok(shift.shift_id)
}

fn shift_again(shop: &Shop, shift_id: Uuid) -> Result<ShiftRow, AppError> {
    shop.ledger
        .shift(shift_id)?
        .ok_or(AppError::Defect("a closed shift is gone"))
}
