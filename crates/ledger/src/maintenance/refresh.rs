//! Brings stored totals of another shape up to date, in slices between which sales go first.
//!
//! Whoever needs such totals before folds them for itself. This is for the ones that nobody asks
//! for, so that the file soon holds one shape only.

use uuid::Uuid;

use super::Progress;
use super::stale_days::StaleDays;
use crate::error::LedgerError;
use crate::project::totals;
use crate::store::Shared;
use crate::table::{daily_totals, entries, shifts};

/// What is left to fold again.
pub(crate) struct Refresh {
    /// The newest last: it is the first to go.
    shift_ids: Vec<Uuid>,
    days: StaleDays,
}

impl Refresh {
    /// Looks for stale totals. Once is enough: this program writes no other shape.
    pub(crate) fn begin(shared: &Shared) -> Result<Self, LedgerError> {
        shared.readers.read(|connection| {
            Ok(Self {
                shift_ids: shifts::stale_ids(connection)?,
                days: StaleDays::new(daily_totals::stale_days(connection)?),
            })
        })
    }

    /// Folds one shift, or some transactions of the days.
    pub(crate) fn step(&mut self, shared: &Shared) -> Result<Progress, LedgerError> {
        match self.shift_ids.pop() {
            Some(shift_id) => {
                refresh_shift(shared, shift_id)?;
                Ok(Progress::More)
            }
            None => self.days.step(shared),
        }
    }
}

/// Brings all of them up to date.
pub(crate) fn all(shared: &Shared) -> Result<(), LedgerError> {
    let mut refresh = Refresh::begin(shared)?;
    while refresh.step(shared)? == Progress::More {}
    Ok(())
}

/// Folds a shift on a reader. Only what an open shift got meanwhile is left to the queue of the
/// writers.
fn refresh_shift(shared: &Shared, shift_id: Uuid) -> Result<(), LedgerError> {
    let folded = shared.readers.read(|connection| {
        let Some(mut shift) = shifts::by_id(connection, shift_id)? else {
            return Ok::<_, LedgerError>(None);
        };
        let last = entries::last_position(connection)?;
        totals::complete(connection, &mut shift, last)?;
        Ok(Some((shift.row, last)))
    })?;
    let Some((mut row, last)) = folded else {
        return Ok(());
    };
    shared.fold(&mut shared.folder(), |connection| {
        let is_current = shifts::by_id(connection, shift_id)?.is_none_or(|now| now.is_current);
        if is_current {
            return Ok(());
        }
        let end = entries::last_position(connection)?;
        totals::add_to_shift(connection, &mut row.totals, shift_id, last, end)?;
        if let Some(closing) = &row.closing {
            shifts::set_report(connection, shift_id, &closing.report)?;
        }
        shifts::set_totals(connection, shift_id, &row.totals)
    })
}
