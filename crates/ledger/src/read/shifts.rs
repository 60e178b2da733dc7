//! Shifts and their sums.

use domain::money::Cents;
use rusqlite::Connection;
use uuid::Uuid;

use crate::commit::Commit;
use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::project::totals;
use crate::table::shifts::{self, ShiftRow, StoredShift};
use crate::table::{entries, receipt_copies, refused_counts};

impl Ledger {
    /// The shift that is open, with its totals folded up to the last entry.
    pub fn shift_open(&self) -> Result<Option<ShiftRow>, LedgerError> {
        let last = self.read_warm(shifts::last)?;
        match last.filter(|shift| shift.row.closing.is_none()) {
            Some(shift) if shift.is_current => Ok(Some(shift.row)),
            // Folding totals takes long, and the writer must not wait for it.
            Some(_) => self.read(open),
            None => Ok(None),
        }
    }

    /// The id of the open shift, which is faster to read than its totals.
    pub fn shift_open_id(&self) -> Result<Option<Uuid>, LedgerError> {
        self.read_warm(shifts::open_id)
    }

    /// The last shift, open or closed.
    pub fn shift_last(&self) -> Result<Option<ShiftRow>, LedgerError> {
        self.read(|connection| completed(connection, shifts::last(connection)?))
    }

    /// The shift with this id, open or closed.
    pub fn shift(&self, shift_id: Uuid) -> Result<Option<ShiftRow>, LedgerError> {
        self.read(|connection| completed(connection, shifts::by_id(connection, shift_id)?))
    }

    /// The shifts before this number, the newest first.
    pub fn shifts(&self, before: Option<u64>, limit: u32) -> Result<Vec<ShiftRow>, LedgerError> {
        self.read(|connection| {
            let page = shifts::page(connection, before, limit)?.into_iter();
            let rows = page.map(|shift| completed(connection, Some(shift)));
            rows.filter_map(Result::transpose).collect()
        })
    }

    /// The first count of a shift's drawer that was refused for its difference.
    pub fn refused_count(&self, shift_id: Uuid) -> Result<Option<Cents>, LedgerError> {
        self.read(|connection| refused_counts::of_shift(connection, shift_id))
    }
}

impl Commit<'_> {
    /// Keeps the first count of a drawer that was refused for its difference.
    pub fn refused_count_keep(
        &mut self,
        shift_id: Uuid,
        counted: Cents,
    ) -> Result<(), LedgerError> {
        refused_counts::keep(self.connection, shift_id, counted)
    }

    /// The number that the next copy of a receipt gets: 1 for the first.
    pub fn next_receipt_copy(&self, transaction_id: Uuid) -> Result<u32, LedgerError> {
        Ok(receipt_copies::copies(self.connection, transaction_id)?.saturating_add(1))
    }

    /// See [`Ledger::shift_open`]; sees what this commit wrote.
    pub fn shift_open(&self) -> Result<Option<ShiftRow>, LedgerError> {
        open(self.connection)
    }

    /// See [`Ledger::shift_open_id`]; sees what this commit wrote.
    pub fn shift_open_id(&self) -> Result<Option<Uuid>, LedgerError> {
        shifts::open_id(self.connection)
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
