//! Running an import.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use catalog_import::{FieldColumns, preview};
use domain::user::Permission;
use ledger::import::{
    ImportError, ImportOutcome, ImportReport, ImportRequest, ImportStage, RowProgress,
};
use uuid::Uuid;

use super::file_mapping;
use crate::error::{AppError, ErrorCode};
use crate::events::RegisterEvent;
use crate::register::Register;
use crate::shop::{Begun, Shop};
use crate::view::{ColumnMapping, ImportProgress, ImportState};

/// Rows between two messages to a screen.
const ROWS_PER_MESSAGE: u64 = 1000;

/// Called with the progress; answers whether to go on.
type ImportWatch<'a> = &'a mut dyn FnMut(&ImportProgress) -> ControlFlow<()>;

impl Register {
    /// Starts an import in the background; `import_progress` shows how far it is. The same command
    /// again resumes an import that was cut off.
    pub fn import_start(
        &self,
        command_id: Uuid,
        path: &str,
        mapping: &ColumnMapping,
    ) -> Result<(), AppError> {
        let shop = self.shop()?;
        let user_id = self.permit_support(&shop, Permission::ImportCatalog)?;
        let request = request(
            &shop,
            command_id,
            user_id,
            Path::new(path),
            file_mapping(mapping),
        )?;
        if shop.import.begin(command_id)? == Begun::Before {
            return Ok(());
        }
        let (register, shop_of_job) = (self.clone(), Arc::clone(&shop));
        let job = move || {
            let mut told = None;
            let outcome = register.import_with(&shop_of_job, &request, &mut |progress| {
                let mark = (progress.state, progress.rows_done / ROWS_PER_MESSAGE);
                if told.replace(mark) != Some(mark) {
                    register.tell_import(progress.clone());
                }
                if shop_of_job.import.is_cancelled() {
                    return ControlFlow::Break(());
                }
                ControlFlow::Continue(())
            });
            if let Err(error) = &outcome {
                log::error!("the import failed: {error}");
            }
            register.tell_import(shop_of_job.import.progress());
        };
        let thread = thread::Builder::new().name("import".to_owned()).spawn(job);
        if let Err(error) = thread {
            shop.import
                .set(failed(ImportProgress::default(), ErrorCode::Internal));
            return Err(AppError::NoThread(error));
        }
        Ok(())
    }

    /// How far the import is, or how the last one ended.
    pub fn import_progress(&self) -> Result<ImportProgress, AppError> {
        Ok(self.shop()?.import.progress())
    }

    /// Asks the import to stop. Nothing is changed while the file is checked. Later, the rows that
    /// were imported stay, and running the import again resumes from there.
    pub fn import_cancel(&self) -> Result<(), AppError> {
        let shop = self.shop()?;
        self.permit_support(&shop, Permission::ImportCatalog)?;
        shop.import.cancel();
        Ok(())
    }

    /// Imports a file and waits for it: for a command line. Without a mapping it is guessed from
    /// the names of the columns.
    pub fn import_run(
        &self,
        path: &Path,
        mapping: Option<ColumnMapping>,
        watch: ImportWatch<'_>,
    ) -> Result<ImportProgress, AppError> {
        let shop = self.shop()?;
        let user_id = self.permit_support(&shop, Permission::ImportCatalog)?;
        let mapping = match mapping {
            Some(mapping) => file_mapping(&mapping),
            None => preview(path, None, shop.money()?.currency())?.mapping,
        };
        let request = request(&shop, self.new_id(), user_id, path, mapping)?;
        shop.import.begin(request.command_id)?;
        self.import_with(&shop, &request, watch)
    }

    fn import_with(
        &self,
        shop: &Shop,
        request: &ImportRequest,
        watch: ImportWatch<'_>,
    ) -> Result<ImportProgress, AppError> {
        let now = || shop.now(&*self.inner.clock);
        let outcome = shop.ledger.import(request, &shop.key, &now, &mut |step| {
            let progress = under_way(step);
            shop.import.set(progress.clone());
            watch(&progress)
        });
        let ended = match outcome {
            Ok(report) => {
                log::info!("import {}: {} rows", request.command_id, report.rows);
                let progress = finished(&report);
                shop.import.set(progress.clone());
                Ok(progress)
            }
            Err(error) => {
                let reached = match &error {
                    ImportError::Stopped { report, .. } => finished(report),
                    ImportError::File(_) | ImportError::Ledger(_) => shop.import.progress(),
                };
                let error = AppError::from(error);
                shop.import.set(failed(reached, error.code()));
                Err(error)
            }
        };
        // However it ended, rows of it may be in.
        self.tell(RegisterEvent::CatalogChanged);
        self.tell(RegisterEvent::StatusChanged);
        ended
    }

    fn tell_import(&self, progress: ImportProgress) {
        self.tell(RegisterEvent::ImportProgressed(progress));
    }
}

fn request(
    shop: &Shop,
    command_id: Uuid,
    user_id: Option<Uuid>,
    path: &Path,
    mapping: FieldColumns,
) -> Result<ImportRequest, AppError> {
    Ok(ImportRequest {
        command_id,
        user_id,
        path: PathBuf::from(path),
        mapping,
        currency: shop.money()?.currency(),
    })
}

fn under_way(step: RowProgress) -> ImportProgress {
    ImportProgress {
        state: match step.stage {
            ImportStage::Checking => ImportState::Checking,
            ImportStage::Applying => ImportState::Applying,
        },
        rows_done: step.rows_done,
        rows_total: step.rows_total,
        ..ImportProgress::default()
    }
}

fn finished(report: &ImportReport) -> ImportProgress {
    ImportProgress {
        state: match report.outcome {
            ImportOutcome::Done => ImportState::Done,
            ImportOutcome::Cancelled(_) => ImportState::Cancelled,
            ImportOutcome::Stopped => ImportState::Failed,
        },
        rows_done: match report.outcome {
            ImportOutcome::Done => report.rows,
            ImportOutcome::Cancelled(_) | ImportOutcome::Stopped => report.rows_done,
        },
        rows_total: report.rows,
        added: report.added,
        updated: report.updated,
        unchanged: report.unchanged,
        rejected: report.rejected,
        flagged: report.flagged,
        rejected_file: shown(report.rejected_file.as_deref()),
        flagged_file: shown(report.flagged_file.as_deref()),
        updated_file: shown(report.updated_file.as_deref()),
        error: None,
    }
}

fn shown(path: Option<&Path>) -> Option<String> {
    path.map(|path| path.display().to_string())
}

fn failed(progress: ImportProgress, error: ErrorCode) -> ImportProgress {
    ImportProgress {
        state: ImportState::Failed,
        error: Some(error),
        ..progress
    }
}
