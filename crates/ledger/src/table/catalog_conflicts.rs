//! Edits of the catalog that lost a conflict.

use domain::Code as _;
use domain::feed::CatalogConflict;
use rusqlite::{Connection, Row};
use uuid::Uuid;

use crate::error::LedgerError;
use crate::sqlite::value;

/// Adds a conflict; returns whether it is new. A known one keeps its state.
pub(crate) fn insert(
    connection: &Connection,
    conflict: &CatalogConflict,
) -> Result<bool, LedgerError> {
    let changed = connection
        .prepare_cached(
            "INSERT INTO catalog_conflicts (conflict_id, product_id, product_name, field, kept,
                 lost, lost_register_id, entry_id, server_time_ms)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (conflict_id) DO NOTHING",
        )?
        .execute((
            conflict.conflict_id,
            conflict.product_id,
            &conflict.product_name,
            conflict.field.as_str(),
            &conflict.kept,
            &conflict.lost,
            conflict.lost_register_id,
            conflict.entry_id,
            conflict.server_time_ms,
        ))?;
    Ok(changed > 0)
}

/// Conflicts that were not dismissed, newest first.
pub(crate) fn open(
    connection: &Connection,
    limit: u32,
) -> Result<Vec<CatalogConflict>, LedgerError> {
    let mut statement = connection.prepare_cached(
        "SELECT conflict_id, product_id, product_name, field, kept, lost, lost_register_id,
             entry_id, server_time_ms
         FROM catalog_conflicts WHERE dismissed = 0 ORDER BY conflict_no DESC LIMIT ?1",
    )?;
    let rows = statement.query_map([limit], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Dismisses a conflict; returns whether it was open.
pub(crate) fn dismiss(connection: &Connection, conflict_id: Uuid) -> Result<bool, LedgerError> {
    let changed = connection.execute(
        "UPDATE catalog_conflicts SET dismissed = 1 WHERE conflict_id = ?1 AND dismissed = 0",
        [conflict_id],
    )?;
    Ok(changed > 0)
}

fn read(row: &Row<'_>) -> rusqlite::Result<CatalogConflict> {
    Ok(CatalogConflict {
        conflict_id: row.get("conflict_id")?,
        product_id: row.get("product_id")?,
        product_name: row.get("product_name")?,
        field: value::from_code(row, "field")?,
        kept: row.get("kept")?,
        lost: row.get("lost")?,
        lost_register_id: row.get("lost_register_id")?,
        entry_id: row.get("entry_id")?,
        server_time_ms: row.get("server_time_ms")?,
    })
}
