//! Shifts and their sums.

use rusqlite::Connection;
use uuid::Uuid;

use crate::commit::Commit;
use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::project::totals;
use crate::table::entries;
use crate::table::shifts::{self, ShiftRow, StoredShift};

impl Ledger {
    /// The open shift.
    pub fn shift_open(&self) -> Result<Option<ShiftRow>, LedgerError> {
        let last = self.read_warm(shifts::last)?;
        match last.filter(|shift| shift.row.closing.is_none()) {
            Some(shift) if shift.is_current => Ok(Some(shift.row)),
            // To fold totals takes long, and the writer must not wait for it.
            Some(_) => self.read(open),
            None => Ok(None),
        }
    }

    /// The last shift, open or closed.
    pub fn shift_last(&self) -> Result<Option<ShiftRow>, LedgerError> {
        self.read(|connection| completed(connection, shifts::last(connection)?))
    }

    /// One shift.
    pub fn shift(&self, shift_id: Uuid) -> Result<Option<ShiftRow>, LedgerError> {
        self.read(|connection| completed(connection, shifts::by_id(connection, shift_id)?))
    }
}

impl Commit<'_> {
    /// See [`Ledger::shift_open`]; sees what this commit wrote.
    pub fn shift_open(&self) -> Result<Option<ShiftRow>, LedgerError> {
        open(self.connection)
    }

    /// The number that the next shift gets.
    pub fn next_shift_number(&self) -> Result<u64, LedgerError> {
        Ok(shifts::last(self.connection)?.map_or(1, |shift| shift.row.number + 1))
    }
}

fn open(connection: &Connection) -> Result<Option<ShiftRow>, LedgerError> {
    let last = shifts::last(connection)?;
    completed(connection, last.filter(|shift| shift.row.closing.is_none()))
}

/// The shift with totals and a report of the current shape.
fn completed(
    connection: &Connection,
    shift: Option<StoredShift>,
) -> Result<Option<ShiftRow>, LedgerError> {
    let Some(mut shift) = shift else {
        return Ok(None);
    };
    if !shift.is_current {
        let end = entries::last_position(connection)?;
        totals::complete(connection, &mut shift, end)?;
    }
    Ok(Some(shift.row))
}
