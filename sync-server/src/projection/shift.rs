//! Shifts, and the cash movements in them.

use domain::entry::kinds::{CashMoved, ShiftClosed, ShiftOpened};
use protocol::QuarantineReason;
use uuid::Uuid;

use super::references::References;
use crate::database::{DatabaseError, DbTransaction};
use crate::table::cash_movements::{self, CashMovementRow};
use crate::table::shifts::{self, ClosedRow, OpenedRow};
use protocol::receive::{Quarantine, VerifiedEntry};

/// Rows of `shifts` and `cash_movements`.
#[derive(Default)]
pub(super) struct ShiftRows<'e> {
    opened: Vec<OpenedRow<'e>>,
    closed: Vec<ClosedRow<'e>>,
    cash: Vec<CashMovementRow<'e>>,
}

impl<'e> ShiftRows<'e> {
    pub(super) fn open(
        &mut self,
        entry: &VerifiedEntry,
        body: &'e ShiftOpened,
        known: &mut References,
    ) -> Result<(), Quarantine> {
        if known.shifts.insert(body.shift_id, false).is_some() {
            return Err(invalid("the shift was opened before"));
        }
        self.opened.push(OpenedRow {
            recorded_at_ms: entry.recorded_at_ms,
            body,
        });
        Ok(())
    }

    pub(super) fn close(
        &mut self,
        entry: &VerifiedEntry,
        body: &'e ShiftClosed,
        known: &mut References,
    ) -> Result<(), Quarantine> {
        let Some(is_closed) = known.shifts.get_mut(&body.shift_id) else {
            let detail = "the shift that is closed is not known";
            return Err(Quarantine::held(QuarantineReason::ReferenceUnknown, detail));
        };
        if *is_closed {
            return Err(invalid("the shift was closed before"));
        }
        *is_closed = true;
        self.closed.push(ClosedRow {
            recorded_at_ms: entry.recorded_at_ms,
            body,
        });
        Ok(())
    }

    pub(super) fn move_cash(&mut self, entry: &VerifiedEntry, body: &'e CashMoved) {
        self.cash.push(CashMovementRow {
            entry_id: entry.entry_id,
            recorded_at_ms: entry.recorded_at_ms,
            body,
        });
    }

    pub(super) async fn store(
        &self,
        transaction: &DbTransaction,
        register_id: Uuid,
    ) -> Result<(), DatabaseError> {
        // A shift that is opened and closed in one push is opened first.
        shifts::insert(transaction, register_id, &self.opened).await?;
        shifts::close(transaction, &self.closed).await?;
        cash_movements::insert(transaction, register_id, &self.cash).await?;
        Ok(())
    }
}

fn invalid(detail: &str) -> Quarantine {
    Quarantine::held(QuarantineReason::BodyInvalid, detail)
}
