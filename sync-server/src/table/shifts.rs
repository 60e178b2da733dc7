//! `shifts`: opened and closed.

use std::collections::BTreeMap;

use domain::entry::kinds::{ShiftClosed, ShiftOpened};
use uuid::Uuid;

use super::row_set::RowSet;
use crate::database::{DatabaseError, DbTransaction};

/// A shift that begins.
pub(crate) struct OpenedRow<'e> {
    pub(crate) recorded_at_ms: i64,
    pub(crate) body: &'e ShiftOpened,
}

/// A shift that ends.
pub(crate) struct ClosedRow<'e> {
    pub(crate) recorded_at_ms: i64,
    pub(crate) body: &'e ShiftClosed,
}

pub(crate) async fn insert(
    transaction: &DbTransaction,
    register_id: Uuid,
    rows: &[OpenedRow<'_>],
) -> Result<u64, DatabaseError> {
    RowSet::new(rows)
        .shared("register_id", &register_id)
        .column("shift_id", |row| row.body.shift_id)
        // A larger number was quarantined before.
        .column("number", |row| {
            i64::try_from(row.body.number).unwrap_or(i64::MAX)
        })
        .column("business_date", |row| row.body.business_date)
        .column("opened_by", |row| row.body.user_id)
        .column("opened_at_ms", |row| row.recorded_at_ms)
        .column("float_cents", |row| row.body.float_cents.value())
        .insert(transaction, "shifts", "")
        .await
}

/// Closes shifts that are open.
pub(crate) async fn close(
    transaction: &DbTransaction,
    rows: &[ClosedRow<'_>],
) -> Result<u64, DatabaseError> {
    RowSet::new(rows)
        .column("shift_id", |row| row.body.shift_id)
        .column("closed_by", |row| row.body.user_id)
        .column("closed_at_ms", |row| row.recorded_at_ms)
        .column("counted_cents", |row| row.body.counted_cents.value())
        .column("expected_cents", |row| row.body.expected_cents.value())
        .column("difference_cents", |row| row.body.difference_cents.value())
        .column("note", |row| row.body.note.as_str())
        .column("report", |row| {
            serde_json::to_value(&row.body.report).unwrap_or_default()
        })
        .update(
            transaction,
            "shifts",
            "shift_id",
            "and shifts.closed_at_ms is null",
        )
        .await
}

/// Which of these shifts are stored, and whether each is closed. Each is looked up separately, so
/// that the planner cannot choose to read the whole table.
pub(crate) async fn known(
    transaction: &DbTransaction,
    shift_ids: &[Uuid],
) -> Result<BTreeMap<Uuid, bool>, DatabaseError> {
    const KNOWN: &str = "select hit.shift_id, hit.is_closed from unnest($2::uuid[]) wanted (id) \
         cross join lateral (select shift_id, closed_at_ms is not null as is_closed from shifts \
           where organization_id = $1 and shift_id = wanted.id limit 1) hit";
    if shift_ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = transaction
        .query(KNOWN, &[&transaction.organization_id(), &shift_ids])
        .await?;
    rows.iter()
        .map(|row| Ok((row.try_get("shift_id")?, row.try_get("is_closed")?)))
        .collect()
}
