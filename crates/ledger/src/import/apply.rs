//! The two passes: check every row, then apply the good ones in batches.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::Path;

use catalog_import::{CheckedRows, FlaggedRows, ImportRow, RawRow, RejectedRows, UpdatedRows};
use domain::entry::SigningKey;
use domain::entry::kinds::MAX_PRODUCTS_PER_ENTRY;

use super::batch::{Batch, commit_batches};
use super::{ImportError, ImportOutcome, ImportReport, ImportRequest, ImportStage, RowProgress};
use crate::commit::Now;
use crate::ledger::Ledger;
use crate::sqlite::connection::WRITER_CACHE_KIB;

/// Rows between two calls of `watch` while checking.
const ROWS_PER_CALL: u64 = 200;

/// Batches in one commit when no cashier can be waiting, because a command line has the ledger to
/// itself. Many rows together change a page of an index only once, and the log stays below its
/// limit.
const BATCHES_ALONE: usize = 5;

/// KiB of pages that are kept in memory while a catalog is imported. Rows go to random places in
/// the indexes of a large catalog, and reading the same pages again and again would be the largest
/// cost.
const CACHE_KIB: u32 = 65_536;

/// Called with the progress of the import; returns whether to go on.
type Watch<'a> = &'a mut dyn FnMut(RowProgress) -> ControlFlow<()>;

impl Ledger {
    /// Imports a catalog. A row is matched to a product by barcode, else by SKU. A known product is
    /// updated; a new one is added with its stock. Importing the same file again has no effect.
    pub fn import(
        &self,
        request: &ImportRequest,
        key: &SigningKey,
        now: &dyn Fn() -> Now,
        watch: Watch<'_>,
    ) -> Result<ImportReport, ImportError> {
        let rows = request.open_rows()?;
        let folder = self.path().parent().unwrap_or(Path::new(""));
        let mut run = Run {
            rejected: RejectedRows::new(&request.path, &rows, folder),
            updated: UpdatedRows::new(&request.path, &rows, folder),
            flagged: FlaggedRows::new(&request.path, &rows, folder),
            request,
            report: ImportReport::default(),
        };
        if run.check(rows, watch)?.is_break() {
            return run.finish(ImportOutcome::Cancelled(ImportStage::Checking));
        }
        let applied = run.apply(self, key, now, watch);
        let restored = self.shared.writer.wait().set_cache(WRITER_CACHE_KIB);
        // From here on products are in the catalog, so any error must include what the import did.
        let finished = applied.and_then(|flow| match flow {
            ControlFlow::Break(()) => run.finish(ImportOutcome::Cancelled(ImportStage::Applying)),
            ControlFlow::Continue(()) => {
                restored?;
                run.finish(ImportOutcome::Done)
            }
        });
        finished.map_err(|cause| run.stopped(cause))
    }
}

/// An import under way.
struct Run<'a> {
    request: &'a ImportRequest,
    rejected: RejectedRows,
    updated: UpdatedRows,
    flagged: FlaggedRows,
    report: ImportReport,
}

impl Run<'_> {
    /// Closes the files and gives the report.
    fn finish(&mut self, outcome: ImportOutcome) -> Result<ImportReport, ImportError> {
        self.report.outcome = outcome;
        self.report.rejected = self.rejected.count();
        self.report.flagged = self.flagged.count();
        self.report.rejected_file = self.rejected.finish()?;
        self.report.flagged_file = self.flagged.finish()?;
        self.report.updated_file = self.updated.finish()?;
        Ok(self.report.clone())
    }

    /// The error of an import that ended while it applied products, with its report.
    fn stopped(&mut self, cause: ImportError) -> ImportError {
        self.report.outcome = ImportOutcome::Stopped;
        self.report.rejected = self.rejected.count();
        self.report.flagged = self.flagged.count();
        // A full disk may refuse one of the files and accept the other.
        self.report.flagged_file = self.flagged.finish().unwrap_or_default();
        self.report.rejected_file = self.rejected.finish().unwrap_or_default();
        self.report.updated_file = self.updated.finish().unwrap_or_default();
        ImportError::Stopped {
            report: Box::new(self.report.clone()),
            cause: Box::new(cause),
        }
    }

    /// Reads the whole file. It only changes the file of rejected rows.
    fn check(
        &mut self,
        mut rows: CheckedRows,
        watch: Watch<'_>,
    ) -> Result<ControlFlow<()>, ImportError> {
        while let Some((raw, row)) = rows.next_row()? {
            self.report.rows += 1;
            match row {
                Ok(row) => self.flagged.add(&row)?,
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
        let is_alone = ledger.maintenance.is_none();
        let group = if is_alone { BATCHES_ALONE } else { 1 };
        ledger.shared.writer.wait().set_cache(CACHE_KIB)?;
        let mut number = 0;
        let mut touched = HashSet::new();
        loop {
            let batches = next_batches(&mut rows, &mut rows_done, &mut number, group)?;
            if batches.is_empty() {
                break;
            }
            let seal = (key, now());
            let applied = commit_batches(ledger, self.request, &batches, &mut touched, seal)?;
            self.report.added += applied.added;
            self.report.updated += applied.updated;
            self.report.unchanged += applied.unchanged;
            self.report.rows_done = rows_done;
            for (raw, error) in applied.refused {
                self.rejected.add(raw, &error)?;
            }
            for field in &applied.updates {
                self.updated.add(field)?;
            }
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

/// The next batches for one commit; empty at the end of the file.
fn next_batches(
    rows: &mut CheckedRows,
    rows_done: &mut u64,
    number: &mut u64,
    group: usize,
) -> Result<Vec<Batch>, ImportError> {
    let mut batches = Vec::with_capacity(group);
    while batches.len() < group {
        let batch = next_batch(rows, rows_done)?;
        if batch.is_empty() {
            break;
        }
        batches.push(Batch {
            number: *number,
            rows: batch,
        });
        *number += 1;
    }
    Ok(batches)
}

/// The next good rows: as many as fit into one entry; empty at the end of the file. The first pass
/// has recorded the refused rows.
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
