//! Rows of shifts and of cash that was moved.

use domain::entry::body::{CashMoveKind, CashMoved, ShiftClosed, ShiftOpened};
use serde_json::Value;
use uuid::Uuid;

use super::Document;
use crate::database::{DatabaseError, DbTransaction};

/// Shifts that begin.
#[derive(Default)]
pub(super) struct OpenedShifts<'push> {
    bodies: Vec<(&'push Document, &'push ShiftOpened)>,
}

impl<'push> OpenedShifts<'push> {
    pub(super) fn add(&mut self, document: &'push Document, body: &'push ShiftOpened) {
        self.bodies.push((document, body));
    }

    pub(super) async fn store(
        &self,
        transaction: &DbTransaction,
        register_id: Uuid,
    ) -> Result<(), DatabaseError> {
        const INSERT: &str = "insert into shifts \
             (organization_id, register_id, shift_id, number, business_date, opened_by, opened_at_ms, float_cents) \
             select $1, $2, u.* \
             from unnest($3::uuid[], $4::bigint[], $5::date[], $6::uuid[], $7::bigint[], $8::bigint[]) u";
        if self.bodies.is_empty() {
            return Ok(());
        }
        let bodies = || self.bodies.iter();
        let ids: Vec<_> = bodies().map(|(_, body)| body.shift_id).collect();
        // What is above the range stood aside before.
        let numbers: Vec<_> = bodies()
            .map(|(_, body)| i64::try_from(body.number).unwrap_or(i64::MAX))
            .collect();
        let days: Vec<_> = bodies().map(|(_, body)| body.business_date).collect();
        let users: Vec<_> = bodies().map(|(_, body)| body.user_id).collect();
        let times: Vec<_> = bodies().map(|(from, _)| from.recorded_at_ms).collect();
        let floats: Vec<_> = bodies().map(|(_, body)| body.float_cents.value()).collect();
        let organization_id = transaction.organization_id();
        transaction
            .execute(
                INSERT,
                &[
                    &organization_id,
                    &register_id,
                    &ids,
                    &numbers,
                    &days,
                    &users,
                    &times,
                    &floats,
                ],
            )
            .await?;
        Ok(())
    }
}

/// Shifts that end.
#[derive(Default)]
pub(super) struct ClosedShifts<'push> {
    bodies: Vec<(&'push Document, &'push ShiftClosed)>,
}

impl<'push> ClosedShifts<'push> {
    pub(super) fn add(&mut self, document: &'push Document, body: &'push ShiftClosed) {
        self.bodies.push((document, body));
    }

    pub(super) async fn store(&self, transaction: &DbTransaction) -> Result<(), DatabaseError> {
        const UPDATE: &str = "update shifts s set closed_by = u.closed_by, closed_at_ms = u.closed_at_ms, \
                 counted_cents = u.counted, expected_cents = u.expected, difference_cents = u.difference, \
                 note = u.note, report = u.report, updated_at = now() \
             from unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], \
                         $8::text[], $9::jsonb[]) \
               u (shift_id, closed_by, closed_at_ms, counted, expected, difference, note, report) \
             where s.organization_id = $1 and s.shift_id = u.shift_id and s.closed_at_ms is null";
        if self.bodies.is_empty() {
            return Ok(());
        }
        let bodies = || self.bodies.iter();
        let ids: Vec<_> = bodies().map(|(_, body)| body.shift_id).collect();
        let users: Vec<_> = bodies().map(|(_, body)| body.user_id).collect();
        let times: Vec<_> = bodies().map(|(from, _)| from.recorded_at_ms).collect();
        let counted: Vec<_> = bodies()
            .map(|(_, body)| body.counted_cents.value())
            .collect();
        let expected: Vec<_> = bodies()
            .map(|(_, body)| body.expected_cents.value())
            .collect();
        let difference: Vec<_> = bodies()
            .map(|(_, body)| body.difference_cents.value())
            .collect();
        let notes: Vec<_> = bodies().map(|(_, body)| body.note.as_str()).collect();
        let reports: Vec<Value> = bodies()
            .map(|(_, body)| serde_json::to_value(&body.report).unwrap_or(Value::Null))
            .collect();
        transaction
            .execute(
                UPDATE,
                &[
                    &transaction.organization_id(),
                    &ids,
                    &users,
                    &times,
                    &counted,
                    &expected,
                    &difference,
                    &notes,
                    &reports,
                ],
            )
            .await?;
        Ok(())
    }
}

/// Rows of `cash_movements`.
#[derive(Default)]
pub(super) struct CashMovements<'push> {
    bodies: Vec<(&'push Document, &'push CashMoved)>,
}

impl<'push> CashMovements<'push> {
    pub(super) fn add(&mut self, document: &'push Document, body: &'push CashMoved) {
        self.bodies.push((document, body));
    }

    pub(super) async fn store(
        &self,
        transaction: &DbTransaction,
        register_id: Uuid,
    ) -> Result<(), DatabaseError> {
        const INSERT: &str = "insert into cash_movements \
             (organization_id, register_id, entry_id, shift_id, user_id, kind, amount_cents, reason, recorded_at_ms) \
             select $1, $2, u.* from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::bigint[], \
                                            $8::text[], $9::bigint[]) u";
        if self.bodies.is_empty() {
            return Ok(());
        }
        let bodies = || self.bodies.iter();
        let entries: Vec<_> = bodies().map(|(from, _)| from.entry_id).collect();
        let shifts: Vec<_> = bodies().map(|(_, body)| body.shift_id).collect();
        let users: Vec<_> = bodies().map(|(_, body)| body.user_id).collect();
        let kinds: Vec<_> = bodies().map(|(_, body)| way(body.kind)).collect();
        let amounts: Vec<_> = bodies()
            .map(|(_, body)| body.amount_cents.value())
            .collect();
        let reasons: Vec<_> = bodies().map(|(_, body)| body.reason.as_str()).collect();
        let times: Vec<_> = bodies().map(|(from, _)| from.recorded_at_ms).collect();
        transaction
            .execute(
                INSERT,
                &[
                    &transaction.organization_id(),
                    &register_id,
                    &entries,
                    &shifts,
                    &users,
                    &kinds,
                    &amounts,
                    &reasons,
                    &times,
                ],
            )
            .await?;
        Ok(())
    }
}

const fn way(kind: CashMoveKind) -> &'static str {
    match kind {
        CashMoveKind::PaidIn => "paid_in",
        CashMoveKind::PaidOut => "paid_out",
    }
}
