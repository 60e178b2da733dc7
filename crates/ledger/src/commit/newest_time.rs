//! The newest time of any entry, over restarts and changes of the clock.

use rusqlite::Connection;

use crate::error::LedgerError;
use crate::table::preferences;

/// The name of a stored time that is newer than the last entry's.
const NAME: &str = "newest_time_ms";

/// The newest time of all entries. While the clock goes forward it is the last entry's time and
/// need not be stored. When the clock goes back, it is stored in the commit of the entry that shows
/// it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewestTime {
    ms: i64,
    /// The time that is stored in the file.
    kept_ms: Option<i64>,
}

impl NewestTime {
    /// Reads it for a file whose last entry has this time.
    pub(crate) fn read(connection: &Connection, last_ms: Option<i64>) -> Result<Self, LedgerError> {
        let kept_ms: Option<i64> = preferences::read(connection, NAME)?;
        let ms = kept_ms.into_iter().chain(last_ms).max();
        Ok(Self {
            ms: ms.unwrap_or(i64::MIN),
            kept_ms,
        })
    }

    /// The time in milliseconds since 1970-01-01 UTC; `None` in an empty ledger.
    pub(crate) fn ms(self) -> Option<i64> {
        (self.ms != i64::MIN).then_some(self.ms)
    }

    /// Notes the time of an entry in its commit.
    pub(super) fn note(
        &mut self,
        connection: &Connection,
        recorded_at_ms: i64,
    ) -> Result<(), LedgerError> {
        if recorded_at_ms >= self.ms {
            self.ms = recorded_at_ms;
        } else if self.kept_ms != Some(self.ms) {
            preferences::put(connection, NAME, &self.ms)?;
            self.kept_ms = Some(self.ms);
        }
        Ok(())
    }
}
