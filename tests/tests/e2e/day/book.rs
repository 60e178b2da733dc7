//! The test's own record of the day, to compare with the program's sums.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use serde_json::Value;

use crate::counter_steps::Paid;

/// One sale as the test knows it.
#[derive(Debug, Clone)]
pub(super) struct Written {
    pub(super) receipt_number: String,
    pub(super) total_cents: i64,
    pub(super) method: &'static str,
}

/// The sales of the day, in their order.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) sales: Vec<Written>,
}

impl Book {
    pub(super) fn write(&mut self, receipt_number: String, total_cents: i64, paid: Paid) {
        self.sales.push(Written {
            receipt_number,
            total_cents,
            method: method(paid),
        });
    }

    /// The sum of all payments by any method.
    pub(super) fn total_cents(&self) -> i64 {
        self.sales.iter().map(|sale| sale.total_cents).sum()
    }

    /// The cash in the drawer, without change.
    pub(super) fn cash_cents(&self) -> i64 {
        let cash = self.sales.iter().filter(|sale| sale.method == "cash");
        cash.map(|sale| sale.total_cents).sum()
    }

    /// Checks that the program's report of the day has the same sums, to the cent.
    pub(super) fn agrees_with(&self, report: &Value) -> Result<()> {
        let same = |name: &str, reported: &Value, written: i64| {
            let reported = reported.as_i64();
            ensure!(
                reported == Some(written),
                "{name}: {reported:?} is reported, {written} was sold"
            );
            Ok(())
        };
        same(
            "sales",
            &report["sales_count"],
            i64::try_from(self.sales.len())?,
        )?;
        same("gross", &report["gross"]["cents"], self.total_cents())?;
        same("net", &report["net"]["cents"], self.total_cents())?;
        same("rounding", &report["rounding"]["cents"], 0)?;
        let mut methods: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
        for sale in &self.sales {
            let (count, cents) = methods.entry(sale.method).or_default();
            *count += 1;
            *cents += sale.total_cents;
        }
        let none = Vec::new();
        let payments = report["payments"].as_array().unwrap_or(&none);
        let used: Vec<_> = payments.iter().filter(|paid| paid["count"] != 0).collect();
        ensure!(
            used.len() == methods.len(),
            "{used:?} were used, not {methods:?}"
        );
        for paid in used {
            let name = paid["method"].as_str().unwrap_or("");
            let (count, cents) = methods.get(name).copied().unwrap_or_default();
            same(name, &paid["count"], count)?;
            same(name, &paid["amount"]["cents"], cents)?;
        }
        Ok(())
    }

    /// Checks that every sale was printed once, in order, with a unique number and without gaps.
    pub(super) fn was_printed(&self, papers: &[Vec<u8>]) -> Result<()> {
        let papers: Vec<String> = papers.iter().map(|paper| text(paper)).collect();
        for (place, sale) in self.sales.iter().enumerate() {
            let number = &sale.receipt_number;
            ensure!(
                number.ends_with(&format!("{:06}", place + 1)),
                "{number} is not the receipt after {place} others"
            );
            let originals = papers
                .iter()
                .filter(|paper| paper.contains(number.as_str()) && !is_copy(paper));
            let count = originals.count();
            ensure!(count == 1, "receipt {number} was printed {count} times");
        }
        Ok(())
    }
}

/// Whether the paper is marked as a copy.
pub(super) fn is_copy(paper: &str) -> bool {
    paper.contains("SALINAN")
}

/// The paper's letters, without the printer's commands.
pub(super) fn text(paper: &[u8]) -> String {
    String::from_utf8_lossy(paper).into_owned()
}

/// The name of a method of payment in the report.
fn method(paid: Paid) -> &'static str {
    match paid {
        Paid::Exact | Paid::Notes { .. } => "cash",
        Paid::Card(_) => "card",
        Paid::Qris(_) => "qris",
    }
}
