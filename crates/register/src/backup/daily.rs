//! One backup a day, on a thread of its own: nobody waits for it, and no sale.

use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use domain::business_day::business_day;

use super::folder::BackupNames;
use super::record::{BackupRecord, DoneBackup, FailedBackup};
use super::write::BackupSource;
use crate::error::AppError;
use crate::events::{Events, RegisterEvent};
use crate::source::{Clock, ClockTime};

/// How often the clock is looked at.
const LOOK: Duration = Duration::from_mins(10);
/// A register that nobody leaves makes its backup after this time.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// After a failure nothing is tried for so long, unless somebody logs in.
const RETRY_MS: i64 = 60 * 60 * 1000;

/// The thread; it ends when this is dropped.
pub(crate) struct DailyBackup {
    work: Arc<BackupWork>,
    thread: Option<JoinHandle<()>>,
}

struct BackupWork {
    source: BackupSource,
    clock: Arc<dyn Clock>,
    events: Arc<Events>,
    asked: Mutex<Asked>,
    wake: Condvar,
}

/// What the thread was asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Asked {
    ends: bool,
    /// Somebody logged in.
    login: bool,
    /// A folder was chosen.
    now: bool,
}

impl DailyBackup {
    pub(crate) fn start(
        source: BackupSource,
        clock: Arc<dyn Clock>,
        events: Arc<Events>,
    ) -> Result<Self, AppError> {
        let work = Arc::new(BackupWork {
            source,
            clock,
            events,
            asked: Mutex::default(),
            wake: Condvar::new(),
        });
        let running = Arc::clone(&work);
        let thread = thread::Builder::new()
            .name("backup".to_owned())
            .spawn(move || running.run())
            .map_err(AppError::NoThread)?;
        Ok(Self {
            work,
            thread: Some(thread),
        })
    }

    /// The day's first log-in makes the day's backup.
    pub(crate) fn note_login(&self) {
        self.work.lock().login = true;
        self.work.wake.notify_one();
    }

    /// A folder was chosen: whether it works is seen at once.
    pub(crate) fn ask_now(&self) {
        self.work.lock().now = true;
        self.work.wake.notify_one();
    }
}

impl Drop for DailyBackup {
    fn drop(&mut self) {
        self.work.lock().ends = true;
        self.work.wake.notify_one();
        if self
            .thread
            .take()
            .is_some_and(|thread| thread.join().is_err())
        {
            log::error!("the thread of the daily backup stopped by a defect");
        }
    }
}

impl BackupWork {
    fn run(&self) {
        loop {
            let asked = self.next();
            if asked.ends {
                return;
            }
            if let Err(error) = self.look(asked) {
                log::error!("the daily backup cannot be looked after: {error}");
            }
        }
    }

    /// Waits until something is asked for, or it is time to look at the clock.
    fn next(&self) -> Asked {
        let waited = self
            .wake
            .wait_timeout_while(self.lock(), LOOK, |asked| *asked == Asked::default());
        let (mut asked, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let taken = *asked;
        *asked = Asked {
            ends: taken.ends,
            ..Asked::default()
        };
        taken
    }

    fn look(&self, asked: Asked) -> Result<(), AppError> {
        let record = BackupRecord::read(&self.source.ledger)?;
        let time = self.clock.read();
        let Some(folder) = &record.folder else {
            return Ok(());
        };
        if !(asked.now || is_due(&record, time, asked.login)) {
            return Ok(());
        }
        let outcome = self.write(folder, time);
        BackupRecord::change(&self.source.ledger, |record| match &outcome {
            Ok(done) => {
                record.last = Some(done.clone());
                record.failure = None;
            }
            Err(error) => {
                log::error!("the daily backup failed: {error}");
                record.failure = Some(FailedBackup {
                    at_ms: time.utc_ms,
                    code: error.code(),
                });
            }
        })?;
        self.events.tell(RegisterEvent::StatusChanged);
        Ok(())
    }

    fn write(&self, folder: &Path, time: ClockTime) -> Result<DoneBackup, AppError> {
        let names = BackupNames::of(&self.source);
        let path = folder.join(names.now(time)?);
        // What was sold since a backup of the same minute belongs into it.
        let done = self.source.replace(&path)?;
        if let Err(error) = names.prune(folder, &path) {
            log::warn!("older backups stay: {error}");
        }
        log::info!("{} entries are in the daily backup", done.entries);
        Ok(DoneBackup {
            at_ms: time.utc_ms,
            path: done.path,
        })
    }

    fn lock(&self) -> MutexGuard<'_, Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a backup is due: with a log-in on another day than the last one, or a day after it.
fn is_due(record: &BackupRecord, time: ClockTime, login: bool) -> bool {
    let day = |ms| business_day(ms, time.utc_offset_minutes, 0).ok();
    let last = record.last.as_ref().map(|last| last.at_ms);
    let failed = record.failure.map(|failure| failure.at_ms);
    if login {
        return failed.is_some() || last.is_none_or(|last| day(last) != day(time.utc_ms));
    }
    let since = |ms: i64| time.utc_ms.saturating_sub(ms);
    last.is_none_or(|last| since(last) >= DAY_MS || since(last) < 0)
        && failed.is_none_or(|failed| since(failed) >= RETRY_MS || since(failed) < 0)
}
