//! The two passes: check every row, then apply the good ones in batches.

use std::ops::ControlFlow;
use std::path::Path;

use catalog_import::{CheckedRows, ImportRow, RawRow, RejectedRows};
use domain::entry::SigningKey;
use domain::entry::kinds::MAX_PRODUCTS_PER_ENTRY;

use super::batch::commit_batch;
use super::{ImportError, ImportOutcome, ImportReport, ImportRequest, ImportStage, RowProgress};
use crate::commit::Now;
use crate::ledger::Ledger;

/// Rows between two calls of `watch` while checking.
const ROWS_PER_CALL: u64 = 200;

/// Called with how far the import is; answers whether to go on.
type Watch<'a> = &'a mut dyn FnMut(RowProgress) -> ControlFlow<()>;

impl Ledger {
    /// Imports a catalog. A row is matched to a product by barcode, else by SKU. A known product
    /// is updated; a new one is added with its stock. Running the same file again changes nothing.
    pub fn import(
        &self,
        request: &ImportRequest,
        key: &SigningKey,
        now: &dyn Fn() -> Now,
        watch: Watch<'_>,
    ) -> Result<ImportReport, ImportError> {
        let rows = request.open_rows()?;
        let folder = self.path().parent().unwrap_or(Path::new(""));
        let rejected = RejectedRows::new(&request.path, &rows, folder);
        let mut run = Run {
            request,
            rejected,
            report: ImportReport {
                outcome: ImportOutcome::Done,
                rows: 0,
                added: 0,
                updated: 0,
                unchanged: 0,
                rejected: 0,
                flagged: 0,
                rejected_file: None,
            },
        };
        let stopped = match run.check(rows, watch)? {
            ControlFlow::Break(()) => Some(ImportStage::Checking),
            ControlFlow::Continue(()) => match run.apply(self, key, now, watch)? {
                ControlFlow::Break(()) => Some(ImportStage::Applying),
                ControlFlow::Continue(()) => None,
            },
        };
        if let Some(stage) = stopped {
            run.report.outcome = ImportOutcome::Cancelled(stage);
        }
        run.report.rejected = run.rejected.count();
        run.report.rejected_file = run.rejected.finish()?;
        Ok(run.report)
    }
}

/// An import under way.
struct Run<'a> {
    request: &'a ImportRequest,
    rejected: RejectedRows,
    report: ImportReport,
}

impl Run<'_> {
    /// Reads the whole file. Changes nothing but the file of rejected rows.
    fn check(
        &mut self,
        mut rows: CheckedRows,
        watch: Watch<'_>,
    ) -> Result<ControlFlow<()>, ImportError> {
        while let Some((raw, row)) = rows.next_row()? {
            self.report.rows += 1;
            match row {
                Ok(row) => self.report.flagged += u64::from(row.is_flagged()),
                Err(error) => self.rejected.add(&raw, &error)?,
            }
            let progress = RowProgress {
                stage: ImportStage::Checking,
                rows_done: self.report.rows,
                rows_total: rows.estimate(),
            };
            if self.report.rows.is_multiple_of(ROWS_PER_CALL) && watch(progress).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Reads the file again, and puts the good rows into the catalog.
    fn apply(
        &mut self,
        ledger: &Ledger,
        key: &SigningKey,
        now: &dyn Fn() -> Now,
        watch: Watch<'_>,
    ) -> Result<ControlFlow<()>, ImportError> {
        let mut rows = self.request.open_rows()?;
        let mut rows_done = 0;
        for number in 0.. {
            let batch = next_batch(&mut rows, &mut rows_done)?;
            if batch.is_empty() {
                break;
            }
            let applied = commit_batch(ledger, self.request, number, &batch, key, now())?;
            for (raw, error) in applied.refused {
                self.rejected.add(raw, &error)?;
            }
            self.report.added += applied.added;
            self.report.updated += applied.updated;
            self.report.unchanged += applied.unchanged;
            let progress = RowProgress {
                stage: ImportStage::Applying,
                rows_done,
                rows_total: self.report.rows,
            };
            if watch(progress).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }
}

impl ImportRequest {
    fn open_rows(&self) -> Result<CheckedRows, ImportError> {
        Ok(CheckedRows::open(&self.path, &self.mapping, self.currency)?)
    }
}

/// The next good rows: as many as fit into one entry, none at the end of the file. Refused rows
/// were written down by the first pass.
fn next_batch(
    rows: &mut CheckedRows,
    rows_done: &mut u64,
) -> Result<Vec<(RawRow, ImportRow)>, ImportError> {
    let mut batch = Vec::with_capacity(MAX_PRODUCTS_PER_ENTRY);
    while batch.len() < MAX_PRODUCTS_PER_ENTRY
        && let Some((raw, row)) = rows.next_row()?
    {
        *rows_done += 1;
        batch.extend(row.ok().map(|row| (raw, row)));
    }
    Ok(batch)
}
