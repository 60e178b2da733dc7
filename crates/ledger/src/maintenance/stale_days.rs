//! Folds the totals of many days again in one pass over the transactions: these are not indexed by
//! their day.

use std::collections::BTreeMap;
use std::time::Instant;

use chrono::NaiveDate;
use domain::shift_totals::ShiftTotals;
use rusqlite::Connection;

use super::Progress;
use super::fold::SLICE;
use crate::error::LedgerError;
use crate::project::totals;
use crate::store::Shared;
use crate::table::stored_totals::StoredTotals;
use crate::table::{daily_totals, fold_cursor, transactions};

/// Transactions that are looked at in one step.
const PAGE: u32 = 200;

/// The pass, as far as it is. Nothing is written before its end.
pub(super) struct StaleDays {
    totals: BTreeMap<NaiveDate, ShiftTotals>,
    position: i64,
}

impl StaleDays {
    pub(super) fn new(days: Vec<NaiveDate>) -> Self {
        let empty = |day| (day, ShiftTotals::default());
        Self {
            totals: days.into_iter().map(empty).collect(),
            position: 0,
        }
    }

    /// Adds some transactions; when all that are folded were added, writes the totals.
    pub(super) fn step(&mut self, shared: &Shared) -> Result<Progress, LedgerError> {
        if self.totals.is_empty() {
            return Ok(Progress::Done);
        }
        let is_more = shared.readers.read(|connection| {
            let cursor = fold_cursor::read(connection)?;
            self.add_page(connection, cursor)
        })?;
        if !is_more {
            self.write(shared)?;
        }
        Ok(Progress::More)
    }

    /// Adds the next transactions up to a position; whether there were any.
    fn add_page(&mut self, connection: &Connection, last: i64) -> Result<bool, LedgerError> {
        let page = transactions::days_between(connection, self.position, last, PAGE)?;
        for (position, day) in &page {
            self.position = *position;
            let Some(totals) = self.totals.get_mut(day) else {
                continue;
            };
            // A day that does not add up must not keep the others, nor the checkpoints. It stays
            // stale, and a report of it says why.
            if let Err(error) = totals::add_entry(connection, totals, *position) {
                log::error!("the totals of {day} are not folded again: {error}");
                self.totals.remove(day);
            }
        }
        Ok(!page.is_empty())
    }

    /// Writes what is still stale. Only the holder of the maintenance connection folds days, so
    /// that nothing is added to them meanwhile.
    fn write(&mut self, shared: &Shared) -> Result<(), LedgerError> {
        let mut folder = shared.folder();
        let cursor = fold_cursor::read(&folder)?;
        while self.add_page(&folder, cursor)? {}
        while !self.totals.is_empty() {
            shared.fold(&mut folder, |connection| {
                let began = Instant::now();
                while let Some((day, totals)) = self.totals.pop_first() {
                    if daily_totals::read(connection, day)? == Some(StoredTotals::Stale) {
                        daily_totals::put(connection, day, &totals)?;
                    }
                    if began.elapsed() > SLICE || shared.writer.has_waiting() {
                        break;
                    }
                }
                Ok(())
            })?;
            shared.writer.let_one_pass();
        }
        Ok(())
    }
}
