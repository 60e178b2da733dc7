//! The slip of a shift: X while it is open, Z when it is closed.

use super::sale::Words;
use super::terms::{Term, method_name};
use super::{Align, Receipt, ReceiptError, Style};
use crate::money::Cents;
use crate::shift::{ShiftReport, difference};
use crate::store::StoreSettings;
use crate::tender::PaymentMethod;

/// What a shift slip shows.
#[derive(Debug, Clone, Copy)]
pub struct ShiftSlip<'a> {
    /// The figures.
    pub report: &'a ShiftReport,
    /// The settings in force.
    pub store: &'a StoreSettings,
    /// What people call the register.
    pub register_name: &'a str,
    /// The shift's number.
    pub number: u64,
    pub opened_by: &'a str,
    /// When, UTC.
    pub opened_at_ms: i64,
    /// How it ended; `None` while it is open.
    pub end: Option<ShiftEnd<'a>>,
    /// Local time minus UTC.
    pub utc_offset_minutes: i16,
    /// Whether an open shift's slip shows the expected drawer. The person who will count it must
    /// not see it.
    pub show_expected: bool,
    /// Which copy this is; `None` for the original.
    pub copy: Option<u32>,
}

/// How a shift ended.
#[derive(Debug, Clone, Copy)]
pub struct ShiftEnd<'a> {
    pub closed_by: &'a str,
    /// When, UTC.
    pub closed_at_ms: i64,
    pub counted_cents: Cents,
}

impl ShiftSlip<'_> {
    /// Whether the cash lines are shown: float and cash taken together reveal the expected drawer.
    const fn shows_cash(&self) -> bool {
        self.end.is_some() || self.show_expected
    }
}

/// Makes the slip.
pub fn shift_receipt(slip: &ShiftSlip<'_>) -> Result<Receipt, ReceiptError> {
    let words = Words {
        locale: slip.store.language,
        currency: slip.store.currency()?,
    };
    let mut receipt = Receipt::default();
    words.heading(&mut receipt, slip.store, slip.copy);
    let title = if slip.end.is_some() {
        Term::ReportZ
    } else {
        Term::ReportX
    };
    receipt.text(words.term(title), Align::Center, Style::Bold);
    receipt.rule();
    words.who_and_when(&mut receipt, slip)?;
    receipt.rule();
    words.trade(&mut receipt, slip.report)?;
    receipt.rule();
    words.methods(&mut receipt, slip);
    receipt.rule();
    words.drawer(&mut receipt, slip)?;
    Ok(receipt)
}

impl Words {
    fn who_and_when(
        &self,
        receipt: &mut Receipt,
        slip: &ShiftSlip<'_>,
    ) -> Result<(), ReceiptError> {
        receipt.pair(self.term(Term::Register), slip.register_name, Style::Plain);
        receipt.pair(
            self.term(Term::Shift),
            slip.number.to_string(),
            Style::Plain,
        );
        receipt.pair(self.term(Term::OpenedBy), slip.opened_by, Style::Plain);
        let opened = self.moment(slip.opened_at_ms, slip.utc_offset_minutes)?;
        receipt.pair(self.term(Term::OpenedAt), opened, Style::Plain);
        if let Some(end) = slip.end {
            receipt.pair(self.term(Term::ClosedBy), end.closed_by, Style::Plain);
            let closed = self.moment(end.closed_at_ms, slip.utc_offset_minutes)?;
            receipt.pair(self.term(Term::ClosedAt), closed, Style::Plain);
        }
        Ok(())
    }

    fn trade(&self, receipt: &mut Receipt, report: &ShiftReport) -> Result<(), ReceiptError> {
        receipt.pair(
            self.term(Term::Sales),
            report.sales_count.to_string(),
            Style::Plain,
        );
        receipt.pair(
            self.term(Term::Refunds),
            report.refund_count.to_string(),
            Style::Plain,
        );
        // Pieces and kilograms have no common sum.
        let lines = report.item_count.to_string();
        receipt.pair(self.term(Term::Lines), lines, Style::Plain);
        receipt.pair(
            self.term(Term::Gross),
            self.amount(report.gross_amount_cents),
            Style::Plain,
        );
        let discount = self.amount(report.discount_cents.checked_neg()?);
        receipt.pair(self.term(Term::Discount), discount, Style::Plain);
        for tax in report.tax_lines.iter().filter(|tax| !tax.inclusive) {
            receipt.pair(&tax.name, self.amount(tax.tax_cents), Style::Plain);
        }
        receipt.pair(
            self.term(Term::Net),
            self.money(report.net_amount_cents),
            Style::Bold,
        );
        receipt.pair(
            self.term(Term::Rounding),
            self.amount(report.rounding_cents),
            Style::Plain,
        );
        if report.refund_count > 0 {
            let refunded = self.amount(report.refund_amount_cents);
            receipt.pair(self.term(Term::RefundAmount), refunded, Style::Plain);
        }
        for tax in report.tax_lines.iter().filter(|tax| tax.inclusive) {
            let base = format!("{} {}", self.term(Term::TaxBase), tax.name);
            receipt.pair(base, self.amount(tax.base_cents), Style::Plain);
            let label = format!("{} {}", self.term(Term::Includes), tax.name);
            receipt.pair(label, self.amount(tax.tax_cents), Style::Plain);
        }
        Ok(())
    }

    fn methods(&self, receipt: &mut Receipt, slip: &ShiftSlip<'_>) {
        receipt.text(self.term(Term::Payments), Align::Left, Style::Bold);
        for total in &slip.report.payments {
            if total.method == PaymentMethod::Cash && !slip.shows_cash() {
                continue;
            }
            let label = format!(
                "{} ({})",
                method_name(total.method, self.locale),
                total.count
            );
            receipt.pair(label, self.amount(total.amount_cents), Style::Plain);
        }
    }

    fn drawer(&self, receipt: &mut Receipt, slip: &ShiftSlip<'_>) -> Result<(), ReceiptError> {
        let report = slip.report;
        receipt.text(self.term(Term::Drawer), Align::Left, Style::Bold);
        receipt.pair(
            self.term(Term::Float),
            self.amount(report.float_cents),
            Style::Plain,
        );
        if slip.shows_cash() {
            let taken = self.amount(report.cash_taken_cents()?);
            receipt.pair(self.term(Term::CashTaken), taken, Style::Plain);
        }
        receipt.pair(
            self.term(Term::PaidIn),
            self.amount(report.paid_in_cents),
            Style::Plain,
        );
        let paid_out = self.amount(report.paid_out_cents.checked_neg()?);
        receipt.pair(self.term(Term::PaidOut), paid_out, Style::Plain);
        let opened = report.drawer_opened_count.to_string();
        receipt.pair(self.term(Term::NoSale), opened, Style::Plain);
        let expected = report.expected_drawer_cents()?;
        if slip.shows_cash() {
            receipt.pair(self.term(Term::Expected), self.money(expected), Style::Bold);
        }
        if let Some(end) = slip.end {
            receipt.pair(
                self.term(Term::Counted),
                self.money(end.counted_cents),
                Style::Bold,
            );
            let difference = self.money(difference(end.counted_cents, expected)?);
            receipt.pair(self.term(Term::Difference), difference, Style::Bold);
        }
        Ok(())
    }
}
