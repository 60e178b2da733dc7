//! A copy of the whole file under the same key.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use domain::entry::Head;
use rusqlite::{
    Connection,
    backup::{Backup, StepResult},
};

use crate::{
    connection::{Duty, connect},
    error::LedgerError,
    open::{Ledger, beside, discard},
    query,
};

/// Pages copied between two looks at the progress.
const PAGES_PER_STEP: i32 = 512;

/// Whether a file that is in the way may be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overwrite {
    /// The file that is there stays.
    Never,
    /// The file that is there is replaced, once the copy is complete and verified.
    Allowed,
}

/// A finished backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupReport {
    /// Where it is.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// The last entry in it; nothing in an empty ledger.
    pub head: Option<Head>,
}

impl Ledger {
    /// Copies the ledger as it is now to `path`, encrypted with the same key, and reads the copy
    /// back before it gets its name. Selling goes on meanwhile. `watch` is told pages done and
    /// pages in all.
    pub fn backup(
        &self,
        path: &Path,
        overwrite: Overwrite,
        watch: &mut dyn FnMut(u64, u64),
    ) -> Result<BackupReport, LedgerError> {
        if path.exists() && (overwrite == Overwrite::Never || same_file(path, self.path())) {
            return Err(LedgerError::AlreadyExists {
                path: path.to_path_buf(),
            });
        }
        let draft = beside(path, ".part");
        discard(&draft)?;
        let outcome = self.copy_to(&draft, watch).and_then(|head| {
            self.check_copy(&draft, head)?;
            settle(&draft, path)?;
            Ok(BackupReport {
                path: path.to_path_buf(),
                bytes: fs::metadata(path).map_or(0, |metadata| metadata.len()),
                head,
            })
        });
        if outcome.is_err() {
            discard(&draft)?;
        }
        outcome
    }

    /// Copies page by page out of one snapshot, so that a sale does not start the copy again.
    fn copy_to(
        &self,
        draft: &Path,
        watch: &mut dyn FnMut(u64, u64),
    ) -> Result<Option<Head>, LedgerError> {
        // A folder that is not there, or takes no files, is named by the system, not by the engine.
        File::create_new(draft).map_err(|source| LedgerError::File {
            path: draft.to_path_buf(),
            source,
        })?;
        let mut copy = connect(draft, &self.shared.key, Duty::Maintain, true)?;
        self.read_snapshot(|snapshot| {
            let head = query::head::last(snapshot)?.map(|(head, _)| head);
            let backup = Backup::new(snapshot, &mut copy)?;
            loop {
                let step = backup.step(PAGES_PER_STEP)?;
                let progress = backup.progress();
                let total = u64::try_from(progress.pagecount).unwrap_or(0);
                let left = u64::try_from(progress.remaining).unwrap_or(0);
                watch(total.saturating_sub(left), total);
                match step {
                    StepResult::Done => return Ok(head),
                    StepResult::More => {}
                    _ => return Err(LedgerError::Busy),
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
        let same_head = query::head::last(&copy)?.map(|(head, _)| head) == head;
        let sound = integrity(&copy)?.is_empty();
        copy.close().map_err(|(_, error)| error)?;
        if same_head && sound {
            Ok(())
        } else {
            Err(differs())
        }
    }
}

/// What a full check of the file finds: seals of all pages, then the structure of all tables.
pub(crate) fn integrity(connection: &Connection) -> Result<Vec<String>, LedgerError> {
    let mut findings = Vec::new();
    for check in ["PRAGMA cipher_integrity_check", "PRAGMA integrity_check"] {
        let mut statement = connection.prepare(check)?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        for finding in rows {
            let finding = finding?;
            if finding != "ok" {
                findings.push(finding);
            }
        }
    }
    Ok(findings)
}

fn same_file(left: &Path, right: &Path) -> bool {
    match (left.canonicalize(), right.canonicalize()) {
        (Ok(left), Ok(right)) => left == right,
        _ => false,
    }
}

fn settle(draft: &Path, path: &Path) -> Result<(), LedgerError> {
    let durable = File::open(draft)
        .and_then(|file| file.sync_all())
        .and_then(|()| fs::rename(draft, path));
    durable.map_err(|source| LedgerError::File {
        path: path.to_path_buf(),
        source,
    })
}
