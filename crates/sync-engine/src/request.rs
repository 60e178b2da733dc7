//! An attempt that is under way, and when it has taken too long.

use super::Attempt;
use super::limits::{ATTEMPT_MOST_MS, SILENT_MS, WATCHDOG_MS};

/// What an attempt waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// For the server; bytes should keep moving.
    Server,
    /// For the server, however long it takes, as long as bytes keep moving.
    Stream,
    Ledger,
    /// For hints, on an open stream.
    Listening,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ActiveRequest {
    pub(super) attempt: Attempt,
    pub(super) stage: Stage,
    pub(super) began: i64,
    progress: i64,
}

impl ActiveRequest {
    pub(super) const fn new(attempt: Attempt, stage: Stage, now: i64) -> Self {
        Self {
            attempt,
            stage,
            began: now,
            progress: now,
        }
    }

    pub(super) const fn progress(&mut self, now: i64) {
        self.progress = now;
    }

    pub(super) const fn enter(&mut self, stage: Stage, now: i64) {
        self.stage = stage;
        self.progress = now;
    }

    /// When the attempt is given up, if there is no progress until then.
    pub(super) fn deadline(&self) -> i64 {
        match self.stage {
            Stage::Server => (self.progress.saturating_add(SILENT_MS))
                .min(self.began.saturating_add(ATTEMPT_MOST_MS)),
            Stage::Stream => self.progress.saturating_add(SILENT_MS),
            Stage::Ledger | Stage::Listening => self.progress.saturating_add(WATCHDOG_MS),
        }
    }
}
