//! Closing a shift. The drawer is counted blind. A difference above the store's limit takes an
//! approval, and once a count was refused for it no second guess does without one.

use domain::currency::Locale;
use domain::entry::kinds::ShiftClosed;
use domain::entry::{EntryBody, ShiftStep};
use domain::money::Cents;
use domain::text::clean;
use domain::user::{Permission, allows};
use ledger::{Commit, NewPrintJob, PrintSubject, ShiftRow};
use uuid::Uuid;

use super::count::{Counted, read_count};
use crate::authority::{Actor, InPlace};
use crate::command::{Command, CommandContext, CommandOutcome};
use crate::error::{AccessError, AppError, OpenShiftError};
use crate::events::RegisterEvent;
use crate::register::Register;
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
        self.run(
            Command::new(command_id, Permission::CloseShift).telling(RegisterEvent::StatusChanged),
            |context| self.close_counted(context, counted, note, approval),
            |context, outcome| {
                let shift_id = match outcome {
                    CommandOutcome::Done(shift_id) => shift_id,
                    CommandOutcome::Repeated => closed_before(context)?,
                };
                let shift = context.shop.ledger.shift(shift_id)?;
                let shift = shift.ok_or(AppError::Defect("a closed shift is gone"))?;
                context.shop.show_report(&shift, true)
            },
        )
    }

    fn close_counted(
        &self,
        context: &CommandContext<'_>,
        counted: &CountInput,
        note: &str,
        approval: Option<&ApprovalInput>,
    ) -> Result<Uuid, AppError> {
        let shop = context.shop;
        let counted = read_count(shop.money()?, counted)?;
        let shift = shop.open_shift()?;
        if !shop.cart()?.state.cart.is_empty() {
            return Err(OpenShiftError::CartNotEmpty.into());
        }
        let actor = self.permit_difference(context, &shift, &counted, approval)?;
        let refused = shop.ledger.refused_count(shift.shift_id)?;
        let closing = Closing {
            actor,
            note: note_with(refused.filter(|first| *first != counted.cents), note, shop)?,
            counted,
        };
        context.commit(|commit| {
            let open = commit.shift_open()?.ok_or(OpenShiftError::NoneOpen)?;
            if open.shift_id != shift.shift_id {
                return Err(OpenShiftError::NoneOpen.into());
            }
            // A sale or another limit may have come in between.
            let limit = shop.settings_in(commit)?.store.over_short_limit_cents;
            let difference = open.totals.difference_cents(closing.counted.cents)?;
            if difference.abs() > limit && !closing.actor.may_close_over_any_difference() {
                return Err(AccessError::ApprovalRequired {
                    permission: Permission::OverShortAboveLimit,
                }
                .into());
            }
            close(context, commit, &open, closing)
        })?;
        shop.ring_printer();
        Ok(shift.shift_id)
    }

    fn permit_difference(
        &self,
        context: &CommandContext<'_>,
        shift: &ShiftRow,
        counted: &Counted,
        approval: Option<&ApprovalInput>,
    ) -> Result<Actor, AppError> {
        let shop = context.shop;
        let permission = Permission::OverShortAboveLimit;
        let difference = shift.totals.difference_cents(counted.cents)?;
        let within = difference.abs() <= shop.settings().store.over_short_limit_cents;
        let refused_before = shop.ledger.refused_count(shift.shift_id)?;
        if (within && refused_before.is_none()) || allows(context.actor.role, permission) {
            return Ok(context.actor.clone());
        }
        shop.ledger
            .commit(|commit| commit.refused_count_keep(shift.shift_id, counted.cents))?;
        // The refusal tells no sum: whoever counts reads it.
        self.permit_in_place(shop, permission, InPlace::Approved(approval))
    }
}

/// The note of the close. It says what a count that was refused came to, whoever closes in the end:
/// the entry is signed, so the first count cannot be made to vanish.
fn note_with(refused: Option<Cents>, note: &str, shop: &Shop) -> Result<String, AppError> {
    let note = clean(note);
    let Some(first) = refused else {
        return Ok(note);
    };
    let first = shop.money()?.view(first).text;
    let told = match shop.settings().store.language {
        Locale::Id => format!("Hitungan pertama: {first}. "),
        Locale::En => format!("First count: {first}. "),
    };
    Ok(clean(&(told + &note)))
}

impl Actor {
    fn may_close_over_any_difference(&self) -> bool {
        let permission = Permission::OverShortAboveLimit;
        let approved = self.approval.map(|approval| approval.permission);
        allows(self.role, permission) || approved == Some(permission)
    }
}

struct Closing {
    actor: Actor,
    counted: Counted,
    note: String,
}

fn close(
    context: &CommandContext<'_>,
    commit: &mut Commit<'_>,
    shift: &ShiftRow,
    closing: Closing,
) -> Result<(), AppError> {
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
    context.append(commit, &EntryBody::ShiftClosed(Box::new(body)))?;
    if context.shop.has_printer() {
        let job = NewPrintJob {
            what: PrintSubject::ShiftReport,
            label: shift.number.to_string(),
            subject_id: Some(shift.shift_id),
            copy: None,
            payload: None,
        };
        commit.print_job_insert(&job, context.now)?;
    }
    Ok(())
}

/// The shift that this command closed when it ran before.
fn closed_before(context: &CommandContext<'_>) -> Result<Uuid, AppError> {
    match context.appended_body()?.and_then(|body| body.shift()) {
        Some(ShiftStep::Closes(shift_id)) => Ok(shift_id),
        Some(ShiftStep::Opens(_) | ShiftStep::Within(_)) | None => {
            Err(AppError::NotFound { what: "command" })
        }
    }
}
