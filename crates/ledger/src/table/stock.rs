//! Stock movements, and the levels that they sum up to (Promise 7).

use domain::Code as _;
use domain::stock::StockMovement;
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::error::LedgerError;

pub(crate) const LEVEL: &str = "SELECT level_thousandths FROM stock_levels WHERE product_id = ?1";

/// Levels are limited to this. Real stock is never that large, and a sum out of range would stop
/// the fold (Promise 5).
const MAX_LEVEL: i64 = 9_007_199_254_740_991;

/// Adds the movements of one entry, and moves the levels.
pub(crate) fn insert(
    connection: &Connection,
    position: i64,
    movements: &[StockMovement],
) -> Result<(), LedgerError> {
    for (line, movement) in (1_i64..).zip(movements) {
        connection
            .prepare_cached(
                "INSERT INTO stock_movements (position, line, product_id, delta_thousandths,
                     reason) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute((
                position,
                line,
                movement.product_id,
                movement.delta_thousandths,
                movement.reason.as_str(),
            ))?;
        connection
            .prepare_cached(
                "INSERT INTO stock_levels (product_id, level_thousandths)
                 VALUES (?1, max(-?3, min(?3, ?2)))
                 ON CONFLICT (product_id) DO UPDATE SET level_thousandths =
                     max(-?3, min(?3, level_thousandths + excluded.level_thousandths))",
            )?
            .execute((movement.product_id, movement.delta_thousandths, MAX_LEVEL))?;
    }
    Ok(())
}

/// The level of a product by the folded movements; 0 for one that never moved.
pub(crate) fn level(connection: &Connection, product_id: Uuid) -> Result<i64, LedgerError> {
    let level = connection
        .prepare_cached(LEVEL)?
        .query_row([product_id], |row| row.get("level_thousandths"))
        .optional()?;
    Ok(level.unwrap_or(0))
}
