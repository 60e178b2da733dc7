//! The files in the folder of the daily backups.

use std::fs;
use std::path::{Path, PathBuf};

use domain::business_day::business_day;
use domain::receipt_number::ReceiptPrefix;

use super::write::BackupSource;
use crate::error::AppError;
use crate::source::ClockTime;

/// So many backups of a register are kept.
const KEPT: usize = 14;
const MS_OF_MINUTE: i64 = 60_000;
const MINUTES_OF_DAY: i64 = 24 * 60;

/// The names of one register's backups: several registers may share a folder.
pub(super) struct BackupNames {
    beginning: String,
}

impl BackupNames {
    pub(super) fn of(source: &BackupSource) -> Self {
        let name = ReceiptPrefix::from_register_name(&source.register_name, None);
        let id = source.ledger.identity().register_id.simple().to_string();
        let tail = id.get(24..).unwrap_or_default();
        Self {
            beginning: format!("kasapro-{name}-{tail}-"),
        }
    }

    /// The name of a backup that is made now. Names sort by time.
    pub(super) fn now(&self, time: ClockTime) -> Result<String, AppError> {
        let day = business_day(time.utc_ms, time.utc_offset_minutes, 0)?;
        let minutes = time.utc_ms.div_euclid(MS_OF_MINUTE) + i64::from(time.utc_offset_minutes);
        let minute = minutes.rem_euclid(MINUTES_OF_DAY);
        let (hour, minute) = (minute / 60, minute % 60);
        Ok(format!("{}{day}-{hour:02}{minute:02}.db", self.beginning))
    }

    /// Removes the oldest backups of this register. `newest` always stays.
    pub(super) fn prune(&self, folder: &Path, newest: &Path) -> std::io::Result<()> {
        let mut found: Vec<PathBuf> = Vec::new();
        for file in fs::read_dir(folder)? {
            let path = file?.path();
            if path != newest && self.is_ours(&path) {
                found.push(path);
            }
        }
        found.sort();
        let surplus = found.len().saturating_sub(KEPT - 1);
        found.iter().take(surplus).try_for_each(fs::remove_file)
    }

    fn is_ours(&self, path: &Path) -> bool {
        let name = path.file_name().map(|name| name.to_string_lossy());
        name.is_some_and(|name| name.starts_with(&self.beginning) && name.ends_with(".db"))
    }
}
