//! A copy of the whole file under the same key.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use domain::entry::Head;
use rusqlite::backup::{Backup, StepResult};

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::sqlite::connection::{Duty, connect};
use crate::sqlite::{attachment, files, integrity};
use crate::table::entries;

/// Pages copied between two calls of `watch`.
const PAGES_PER_STEP: i32 = 512;

/// Whether an existing file may be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overwrite {
    /// An existing file stays.
    Never,
    /// An existing file is replaced once the copy is complete and verified.
    Allowed,
}

/// A finished backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupReport {
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// The last entry in it; `None` in an empty ledger.
    pub head: Option<Head>,
}

impl Ledger {
    /// Copies the current ledger to `path`, encrypted with the same key, and reads the copy back
    /// before it gets its name. Selling goes on meanwhile. `watch` is called with the number of
    /// copied pages and of all pages.
    pub fn backup(
        &self,
        path: &Path,
        overwrite: Overwrite,
        watch: &mut dyn FnMut(u64, u64),
    ) -> Result<BackupReport, LedgerError> {
        self.backup_carrying(path, overwrite, None, watch)
    }

    /// The same, with bytes that the copy carries after its last page: the data that is needed to
    /// read it elsewhere. See [`read_attachment`](crate::read_attachment).
    pub fn backup_carrying(
        &self,
        path: &Path,
        overwrite: Overwrite,
        carried: Option<&[u8]>,
        watch: &mut dyn FnMut(u64, u64),
    ) -> Result<BackupReport, LedgerError> {
        if path.exists() && (overwrite == Overwrite::Never || same_file(path, self.path())) {
            return Err(LedgerError::AlreadyExists {
                path: path.to_path_buf(),
            });
        }
        let draft = files::beside(path, ".part");
        files::remove(&draft)?;
        let outcome = self.copy_to(&draft, watch).and_then(|head| {
            self.check_copy(&draft, head)?;
            if let Some(bytes) = carried {
                attachment::append(&draft, bytes)?;
            }
            files::publish(&draft, path)?;
            Ok(BackupReport {
                path: path.to_path_buf(),
                bytes: fs::metadata(path).map_or(0, |metadata| metadata.len()),
                head,
            })
        });
        outcome.map_err(|error| {
            if let Err(error) = files::remove(&draft) {
                log::warn!("a draft stays behind: {error}");
            }
            // Checkpoints wait for this connection.
            let _folder = self.shared.folder();
            integrity::judged(self.path(), &self.shared.key, error)
        })
    }

    /// Copies page by page from one snapshot, so that a sale does not restart the copy.
    fn copy_to(
        &self,
        draft: &Path,
        watch: &mut dyn FnMut(u64, u64),
    ) -> Result<Option<Head>, LedgerError> {
        // The system's error names a folder that is missing or not writable; the engine's error
        // would not.
        File::create_new(draft).map_err(|source| LedgerError::File {
            path: draft.to_path_buf(),
            source,
        })?;
        let mut copy = connect(draft, &self.shared.key, Duty::Maintain, true)?;
        self.read_snapshot(|snapshot| {
            let head = entries::last_head(snapshot)?.map(|(head, _)| head);
            let backup = Backup::new(snapshot, &mut copy)?;
            loop {
                let step = backup.step(PAGES_PER_STEP)?;
                let progress = backup.progress();
                let total = u64::try_from(progress.pagecount).unwrap_or(0);
                let left = u64::try_from(progress.remaining).unwrap_or(0);
                watch(total.saturating_sub(left), total);
                if step == StepResult::Done {
                    return Ok(head);
                }
                if step != StepResult::More {
                    return Err(LedgerError::Busy);
                }
            }
        })
    }

    /// Reads every page of the copy back, and its head.
    fn check_copy(&self, draft: &Path, head: Option<Head>) -> Result<(), LedgerError> {
        let differs = || LedgerError::CopyDiffers {
            path: draft.to_path_buf(),
        };
        let copy = connect(draft, &self.shared.key, Duty::Maintain, false)?;
        let same_head = entries::last_head(&copy)?.map(|(head, _)| head) == head;
        let sound = integrity::check(&copy)?.is_empty();
        copy.close().map_err(|(_, error)| error)?;
        if same_head && sound {
            Ok(())
        } else {
            Err(differs())
        }
    }
}

fn same_file(left: &Path, right: &Path) -> bool {
    match (left.canonicalize(), right.canonicalize()) {
        (Ok(left), Ok(right)) => left == right,
        _ => false,
    }
}
