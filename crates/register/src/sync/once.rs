//! Everything up and everything down, once.

use std::sync::Arc;

use tokio::sync::Notify;
use tokio::sync::mpsc::unbounded_channel;

use super::board::{Board, Tally};
use super::driver::{Driver, Goal, NoWatch};
use super::line::Line;
use super::request::runtime;
use crate::error::{AppError, SyncError};
use crate::register::Register;
use crate::view::SyncOnceView;

impl Line {
    /// Runs until both sides have everything, or fails with the first thing that goes wrong.
    pub(super) fn run_once(self: &Arc<Self>, board: &Arc<Board>) -> Result<Tally, AppError> {
        let (_commands, mut received) = unbounded_channel();
        let runtime = runtime()?;
        let outcome = runtime.block_on(async {
            let driver = Driver::new(
                Arc::clone(self),
                Arc::clone(board),
                Arc::new(NoWatch),
                Goal::Once,
            )?;
            driver.run(&mut received, &Notify::new()).await
        });
        drop(runtime);
        outcome.map(|()| board.notes().moved)
    }
}

impl Register {
    /// Pushes everything and pulls everything, on this thread, and says how much it was. For a
    /// register without background work.
    pub fn sync_once(&self) -> Result<SyncOnceView, AppError> {
        let shop = self.shop()?;
        if shop.ledger.sync_state()?.enrolment.is_none() {
            return Err(SyncError::NotEnrolled.into());
        }
        let line = Arc::new(self.line(&shop));
        let moved = line.run_once(&shop.board)?;
        shop.refresh_settings()?;
        Ok(SyncOnceView {
            entries_sent: moved.entries_sent,
            rows_applied: moved.rows_applied,
            waiting_entries: shop.ledger.pending_entries()?.entries,
        })
    }
}
