//! Writing backups: on demand, and one a day into a folder that the owner chose.

mod daily;
mod folder;
mod record;
mod write;

pub(crate) use daily::DailyBackup;
pub(crate) use record::{BackupRecord, is_failing};
pub(crate) use write::{BackupSource, not_written};
