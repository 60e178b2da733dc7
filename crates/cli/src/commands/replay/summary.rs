//! What a replay did.

use std::fmt;

use domain::cart::TransactionKind;
use serde::Serialize;

use super::invoices::Rejected;
use crate::amount::Money;

/// Counts and sums of a replay.
#[derive(Debug, Default, Serialize)]
pub(super) struct Summary {
    pub(super) invoices: u64,
    pub(super) sales: u64,
    pub(super) refunds: u64,
    /// Rows that were rung up.
    pub(super) rows: u64,
    pub(super) products_created: u64,
    /// What the sales came to.
    pub(super) sales_cents: i64,
    /// What was paid back, above zero.
    pub(super) refunds_cents: i64,
    /// Sales less refunds.
    pub(super) net_cents: i64,
    pub(super) rejected: Vec<Rejected>,
}

impl Summary {
    /// Adds a transaction of `rows` rows that came to `total_cents`.
    pub(super) fn add(&mut self, kind: TransactionKind, rows: usize, total_cents: i64) {
        let (count, sum) = match kind {
            TransactionKind::Sale => (&mut self.sales, &mut self.sales_cents),
            TransactionKind::Refund => (&mut self.refunds, &mut self.refunds_cents),
        };
        *count = count.saturating_add(1);
        *sum = sum.saturating_add(total_cents.saturating_abs());
        self.rows = self.rows.saturating_add(rows.try_into().unwrap_or(0));
        self.net_cents = self.sales_cents.saturating_sub(self.refunds_cents);
    }

    /// The summary for people.
    pub(super) fn text(&self, money: Money) -> String {
        let mut lines = vec![
            format!("{:<20} {}", "Invoices", self.invoices),
            format!(
                "{:<20} {:>8}  {:>18}",
                "Sales",
                self.sales,
                money.show(self.sales_cents)
            ),
            format!(
                "{:<20} {:>8}  {:>18}",
                "Refunds",
                self.refunds,
                money.show(self.refunds_cents)
            ),
            format!(
                "{:<20} {:>8}  {:>18}",
                "Rows",
                self.rows,
                money.show(self.net_cents)
            ),
            format!("{:<20} {:>8}", "Products created", self.products_created),
            format!("{:<20} {:>8}", "Rows not rung up", self.rejected.len()),
        ];
        lines.extend(self.rejected.iter().map(ToString::to_string));
        lines.join("\n")
    }
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            line,
            invoice,
            code,
            reason,
        } = self;
        write!(
            f,
            "  line {line}, invoice {invoice}, code {code:?}: {reason}"
        )
    }
}
