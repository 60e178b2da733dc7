//! The shifts of this register, the newest first; each with its report, on paper again if wanted.

use domain::user::Permission;
use ledger::{NewPrintJob, PrintSubject, ShiftRow};
use peripherals::PrintError;
use uuid::Uuid;

use crate::command::{Command, CommandContext};
use crate::error::AppError;
use crate::events::RegisterEvent;
use crate::money::MoneyText;
use crate::register::Register;
use crate::user::Names;
use crate::view::{ShiftReportView, ShiftRowView};

/// The most shifts of a page.
const MAX_ROWS: u32 = 100;

impl Register {
    /// A page of shifts before this number, the newest first.
    pub fn shift_list(
        &self,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<ShiftRowView>, AppError> {
        let shop = self.shop()?;
        self.permit(&shop, Permission::ViewReports)?;
        let (money, names) = (shop.money()?, Names::read(&shop)?);
        let shifts = shop.ledger.shifts(before, limit.clamp(1, MAX_ROWS))?;
        Ok(shifts
            .iter()
            .map(|shift| row_view(money, &names, shift))
            .collect())
    }

    /// The report of a shift, open or closed.
    pub fn shift_show(&self, shift_id: Uuid) -> Result<ShiftReportView, AppError> {
        let shop = self.shop()?;
        self.permit(&shop, Permission::ViewReports)?;
        let shift = shop.ledger.shift(shift_id)?;
        let shift = shift.ok_or(AppError::NotFound { what: "shift" })?;
        shop.show_report(&shift, true)
    }

    /// Prints the report of a closed shift again.
    pub fn shift_report_print(&self, command_id: Uuid, shift_id: Uuid) -> Result<(), AppError> {
        self.run(
            Command::new(command_id, Permission::ViewReports)
                .telling(RegisterEvent::PrintQueueChanged),
            |context| print_again(context, shift_id),
            |_, _| Ok(()),
        )
    }
}

fn print_again(context: &CommandContext<'_>, shift_id: Uuid) -> Result<(), AppError> {
    let shop = context.shop;
    let shift = shop.ledger.shift(shift_id)?;
    let closed = shift.filter(|shift| shift.closing.is_some());
    let shift = closed.ok_or(AppError::NotFound { what: "shift" })?;
    if !shop.has_printer() {
        return Err(PrintError::NotConfigured.into());
    }
    let job = NewPrintJob {
        what: PrintSubject::ShiftReport,
        label: shift.number.to_string(),
        subject_id: Some(shift_id),
        copy: None,
        payload: None,
    };
    context.commit(|commit| Ok(commit.print_job_insert(&job, context.now)?))?;
    shop.ring_printer();
    Ok(())
}

fn row_view(money: MoneyText, names: &Names, shift: &ShiftRow) -> ShiftRowView {
    let closing = shift.closing.as_ref();
    ShiftRowView {
        shift_id: shift.shift_id,
        number: shift.number,
        business_date: shift.business_date.to_string(),
        opened_at_ms: shift.opened_at_ms,
        closed_at_ms: closing.map(|closing| closing.closed_at_ms),
        opened_by: names.of(shift.opened_by),
        net: closing.map(|closing| money.view(closing.report.net_amount_cents)),
        difference: closing.map(|closing| money.view(closing.difference_cents)),
    }
}
