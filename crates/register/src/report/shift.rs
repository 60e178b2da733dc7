//! The X report of an open shift, and the Z report of a closed one.

use domain::shift::ShiftReport;
use domain::tender::PaymentMethod;
use domain::user::{Permission, allows};
use ledger::ShiftRow;

use super::sums::{method_totals, tax_lines};
use crate::error::AppError;
use crate::money::MoneyText;
use crate::register::Register;
use crate::shop::Shop;
use crate::user::Names;
use crate::view::ShiftReportView;

impl Register {
    /// The X report of the open shift so far. What the drawer should hold is hidden from whoever
    /// will count it, and from a register that serves support while nobody is unlocked.
    pub fn shift_report(&self) -> Result<ShiftReportView, AppError> {
        let shop = self.shop()?;
        let user = self.actor(&shop)?;
        let shift = shop.open_shift()?;
        shop.show_report(&shift, allows(user.role, Permission::SeeExpectedDrawer))
    }
}

impl Shop {
    pub(crate) fn show_report(
        &self,
        shift: &ShiftRow,
        sees_expected: bool,
    ) -> Result<ShiftReportView, AppError> {
        let money = self.money()?;
        let names = Names::read(self)?;
        let closing = shift.closing.as_ref();
        let report = match closing {
            Some(closing) => closing.report.clone(),
            None => shift.totals.report()?,
        };
        let expected = match closing {
            Some(closing) => closing.expected_cents,
            None => shift.totals.expected_drawer_cents(),
        };
        let mut view = figures(money, shift, &report);
        view.opened_by = names.of(shift.opened_by);
        view.closed_by = closing.map(|closing| names.of(closing.closed_by));
        view.closed_at_ms = closing.map(|closing| closing.closed_at_ms);
        view.counted = closing.map(|closing| money.view(closing.counted_cents));
        view.difference = closing.map(|closing| money.view(closing.difference_cents));
        view.expected = (sees_expected || closing.is_some()).then(|| money.view(expected));
        view.note = closing
            .map(|closing| closing.note.clone())
            .unwrap_or_default();
        view.approved_by = closing
            .and_then(|closing| closing.approved_by)
            .map(|approver| names.of(approver));
        if view.expected.is_none() {
            hide_what_gives_cash_away(&mut view);
        }
        Ok(view)
    }
}

/// Whoever will count the drawer sees neither the cash nor the sums that leave only cash once the
/// other payments are taken off.
fn hide_what_gives_cash_away(view: &mut ShiftReportView) {
    view.payments
        .retain(|total| total.method != PaymentMethod::Cash);
    view.gross = None;
    view.discount = None;
    view.tax_lines.clear();
    view.net = None;
    view.rounding = None;
    view.refunded = None;
}

fn figures(money: MoneyText, shift: &ShiftRow, report: &ShiftReport) -> ShiftReportView {
    ShiftReportView {
        note: String::new(),
        approved_by: None,
        shift_id: shift.shift_id,
        number: shift.number,
        opened_at_ms: shift.opened_at_ms,
        closed_at_ms: None,
        opened_by: String::new(),
        closed_by: None,
        float: money.view(shift.float_cents),
        sales_count: report.sales_count,
        refund_count: report.refund_count,
        item_count: report.item_count,
        gross: Some(money.view(report.gross_amount_cents)),
        discount: Some(money.view(report.discount_cents)),
        tax_lines: tax_lines(money, &report.tax_lines),
        net: Some(money.view(report.net_amount_cents)),
        rounding: Some(money.view(report.rounding_cents)),
        refunded: Some(money.view(report.refund_amount_cents)),
        drawer_opened_count: report.drawer_opened_count,
        payments: method_totals(money, &report.payments),
        cash_in: money.view(report.paid_in_cents),
        cash_out: money.view(report.paid_out_cents),
        expected: None,
        counted: None,
        difference: None,
    }
}
