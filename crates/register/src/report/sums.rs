//! Sums that several reports show.

use domain::shift::{PaymentTotal, ReportTax};

use crate::money::MoneyText;
use crate::view::{MethodTotalView, ReportTaxLine};

pub(super) fn tax_lines(money: MoneyText, lines: &[ReportTax]) -> Vec<ReportTaxLine> {
    let shown = |line: &ReportTax| ReportTaxLine {
        name: line.name.clone(),
        base: money.view(line.base_cents),
        tax: money.view(line.tax_cents),
    };
    lines.iter().map(shown).collect()
}

pub(super) fn method_totals(money: MoneyText, totals: &[PaymentTotal]) -> Vec<MethodTotalView> {
    let shown = |total: &PaymentTotal| MethodTotalView {
        method: total.method,
        count: total.count,
        amount: money.view(total.amount_cents),
    };
    totals.iter().map(shown).collect()
}
