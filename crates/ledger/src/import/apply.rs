//! The two passes: check everything, then apply in batches.

use std::ops::ControlFlow;

use domain::entry::{SigningKey, body::MAX_PRODUCTS_PER_ENTRY};

use super::{
    ImportError, ImportOutcome, ImportProgress, ImportReport, ImportRequest, ImportRow,
    ImportStage, RowError,
    batch::commit_batch,
    reader::{RawRow, Source},
    rejected::RejectedRows,
    repeated::SeenCodes,
    row::RowRules,
};
use crate::{commit::Now, open::Ledger};

/// Rows between two looks at the person's wish while checking.
const BATCH: u64 = 200;

/// Told how far the import is, and answers whether to go on.
type Watch<'a> = &'a mut dyn FnMut(ImportProgress) -> ControlFlow<()>;

impl Ledger {
    /// Imports a catalog. Products are found again by barcode, else by SKU: what is known is
    /// updated, what is new is added with its stock. Running the same file again changes nothing.
    pub fn import(
        &self,
        request: &ImportRequest,
        key: &SigningKey,
        now: &dyn Fn() -> Now,
        watch: Watch<'_>,
    ) -> Result<ImportReport, ImportError> {
        let source = Source::open(&request.path)?;
        let rejected = RejectedRows::new(&request.path, &source, self.path());
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
        let stopped = match run.check(source, watch)? {
            ControlFlow::Break(()) => Some(ImportStage::Checking),
            ControlFlow::Continue(()) => match run.apply(self, key, now, watch)? {
                ControlFlow::Break(()) => Some(ImportStage::Applying),
                ControlFlow::Continue(()) => None,
            },
        };
        if let Some(stage) = stopped {
            run.report.outcome = ImportOutcome::Cancelled(stage);
        }
        run.report.rejected = run.rejected.count;
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
    /// Reads the whole file. Nothing is changed but the file of rejected rows.
    fn check(
        &mut self,
        mut source: Source,
        watch: Watch<'_>,
    ) -> Result<ControlFlow<()>, ImportError> {
        let rules = self.rules(&source)?;
        let mut seen = SeenCodes::new();
        while let Some(raw) = source.next_row()? {
            self.report.rows += 1;
            match admit(rules, &mut seen, &raw) {
                Ok(row) => self.report.flagged += u64::from(row.is_flagged()),
                Err(error) => self.rejected.add(&raw, &error)?,
            }
            let progress = ImportProgress {
                stage: ImportStage::Checking,
                rows_done: self.report.rows,
                rows_total: source.estimate(),
            };
            if self.report.rows.is_multiple_of(BATCH) && watch(progress).is_break() {
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
        let mut source = Source::open(&self.request.path)?;
        let rules = self.rules(&source)?;
        let mut seen = SeenCodes::new();
        let (mut done, mut batch) = (0, 0);
        loop {
            let mut rows = Vec::with_capacity(MAX_PRODUCTS_PER_ENTRY);
            while rows.len() < MAX_PRODUCTS_PER_ENTRY
                && let Some(raw) = source.next_row()?
            {
                done += 1;
                if let Ok(row) = admit(rules, &mut seen, &raw) {
                    rows.push((raw, row));
                }
            }
            if rows.is_empty() {
                return Ok(ControlFlow::Continue(()));
            }
            let applied = commit_batch(ledger, self.request, batch, &rows, key, now())?;
            for (raw, error) in applied.refused {
                self.rejected.add(raw, &error)?;
            }
            self.report.added += applied.added;
            self.report.updated += applied.updated;
            self.report.unchanged += applied.unchanged;
            batch += 1;
            let progress = ImportProgress {
                stage: ImportStage::Applying,
                rows_done: done,
                rows_total: self.report.rows,
            };
            if watch(progress).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
    }

    fn rules(&self, source: &Source) -> Result<RowRules, ImportError> {
        Ok(RowRules {
            columns: self.request.mapping.resolve(&source.columns)?,
            column_count: source.columns.len(),
            currency: self.request.currency,
            decimal_comma: source.decimal_comma(),
        })
    }
}

fn admit(rules: RowRules, seen: &mut SeenCodes, raw: &RawRow) -> Result<ImportRow, RowError> {
    let row = rules.read(raw)?;
    seen.admit(&row)?;
    Ok(row)
}
