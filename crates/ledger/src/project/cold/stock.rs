//! Stock is a sum of movements (Promise 7).

use domain::{
    entry::body::ProductsChanged,
    stock::{StockMovement, StockReason},
};
use rusqlite::Connection;

use crate::{error::LedgerError, sql_value};

/// The stock that products came with.
pub(super) fn opened(
    connection: &Connection,
    position: i64,
    body: &ProductsChanged,
) -> Result<(), LedgerError> {
    let movements: Vec<StockMovement> = body
        .changes
        .iter()
        .filter(|change| change.stock_delta_thousandths != 0)
        .map(|change| StockMovement {
            product_id: change.product_id,
            delta_thousandths: change.stock_delta_thousandths,
            reason: StockReason::Opening,
        })
        .collect();
    moved(connection, position, &movements)
}

/// Movements of one entry.
pub(super) fn moved(
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
                sql_value::to_code(&movement.reason)?,
            ))?;
        connection
            .prepare_cached(
                "INSERT INTO stock_levels (product_id, level_thousandths) VALUES (?1, ?2)
                 ON CONFLICT (product_id) DO UPDATE SET
                     level_thousandths = level_thousandths + excluded.level_thousandths",
            )?
            .execute((movement.product_id, movement.delta_thousandths))?;
    }
    Ok(())
}
