//! The first count of a shift's drawer that was refused for its difference.

use domain::money::Cents;
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::error::LedgerError;
use crate::sqlite::value;

pub(crate) const OF_SHIFT: &str = "SELECT counted_cents FROM refused_counts WHERE shift_id = ?1";

pub(crate) fn of_shift(
    connection: &Connection,
    shift_id: Uuid,
) -> Result<Option<Cents>, LedgerError> {
    Ok(connection
        .prepare_cached(OF_SHIFT)?
        .query_row([shift_id], |row| value::cents(row, "counted_cents"))
        .optional()?)
}

/// Keeps the first count; later ones are ignored.
pub(crate) fn keep(
    connection: &Connection,
    shift_id: Uuid,
    counted: Cents,
) -> Result<(), LedgerError> {
    connection
        .prepare_cached(
            "INSERT INTO refused_counts (shift_id, counted_cents) VALUES (?1, ?2)
             ON CONFLICT (shift_id) DO NOTHING",
        )?
        .execute((shift_id, counted.value()))?;
    Ok(())
}

/// Forgets it once the shift is closed.
pub(crate) fn forget(connection: &Connection, shift_id: Uuid) -> Result<(), LedgerError> {
    connection
        .prepare_cached("DELETE FROM refused_counts WHERE shift_id = ?1")?
        .execute([shift_id])?;
    Ok(())
}
