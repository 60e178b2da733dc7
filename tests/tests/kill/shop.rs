//! The shop whose register is killed.

use std::collections::HashSet;

use anyhow::{Context, Result, ensure};
use register::Register;
use register::view::{TransactionQuery, TransactionRow};
use tempfile::TempDir;
use test_support::process::cart;
use test_support::shop::{TestRegister, ensure_open_shift};

use crate::acknowledged::Acknowledged;

/// A shop with the sample catalog and an open shift, in a temporary folder.
#[derive(Debug)]
pub(crate) struct Shop {
    pub(crate) register: TestRegister,
    _folder: TempDir,
}

impl Shop {
    pub(crate) fn set_up() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let register = TestRegister::in_folder(folder.path(), "Kasir 1");
        register.set_up()?;
        let open = register.open()?;
        ensure_open_shift(&open)?;
        open.close();
        Ok(Self {
            register,
            _folder: folder,
        })
    }

    /// The chain holds, and the ledger has exactly these sales, numbered without a gap.
    pub(crate) fn examine(&self, acknowledged: &mut Acknowledged) -> Result<()> {
        let register = self.register.open()?;
        // The last kill may have left a sale that was not acknowledged.
        acknowledged.check(&cart::opened(&register)?)?;
        let sales = &acknowledged.sales;
        let verdict = register.ledger_verify()?;
        ensure!(verdict.ok, "the chain is broken: {verdict:?}");
        let rows = all_rows(&register)?;
        let stored: HashSet<_> = rows.iter().map(|row| row.transaction_id).collect();
        ensure!(stored.len() == rows.len(), "a sale is listed twice");
        let sold: HashSet<_> = sales.iter().map(|sale| sale.transaction_id).collect();
        ensure!(sold.len() == sales.len(), "a sale was acknowledged twice");
        ensure!(
            stored == sold,
            "{} are stored, {} were sold",
            stored.len(),
            sold.len()
        );
        numbered_without_gap(&rows)
    }
}

fn all_rows(register: &Register) -> Result<Vec<TransactionRow>> {
    let mut query = TransactionQuery {
        limit: 200,
        ..TransactionQuery::default()
    };
    let mut rows = Vec::new();
    loop {
        let page = register.transaction_list(&query)?;
        rows.extend(page.items);
        query.before = page.next;
        if page.next.is_none() {
            return Ok(rows);
        }
    }
}

/// The numbers on the receipts, newest first, count down to one.
fn numbered_without_gap(rows: &[TransactionRow]) -> Result<()> {
    for (row, expected) in rows.iter().rev().zip(1_usize..) {
        let digits = row
            .receipt_number
            .rsplit(|c: char| !c.is_ascii_digit())
            .next();
        let number: usize = digits.context("no number")?.parse()?;
        ensure!(
            number == expected,
            "receipt {} where {expected} was expected",
            row.receipt_number
        );
    }
    Ok(())
}
