//! `catalog_conflicts`: concurrent edits of one field.

use domain::Code as _;
use domain::feed::CatalogConflict;
use tokio_postgres::Row;

use super::row::ReadColumn as _;
use super::row_set::RowSet;
use crate::database::{DatabaseError, DbTransaction};

/// Stores conflicts; an existing one stays unchanged.
pub(crate) async fn insert(
    transaction: &DbTransaction,
    conflicts: &[&CatalogConflict],
) -> Result<u64, DatabaseError> {
    RowSet::new(conflicts)
        .column("conflict_id", |one| one.conflict_id)
        .column("product_id", |one| one.product_id)
        .column("product_name", |one| one.product_name.as_str())
        .column("field", |one| one.field.as_str())
        .column("kept", |one| one.kept.as_str())
        .column("lost", |one| one.lost.as_str())
        .column("lost_register_id", |one| one.lost_register_id)
        .column("entry_id", |one| one.entry_id)
        .column("server_time_ms", |one| one.server_time_ms)
        .insert(
            transaction,
            "catalog_conflicts",
            "on conflict (organization_id, conflict_id) do nothing",
        )
        .await
}

/// Reads a conflict from a row of `catalog_feed`.
pub(super) fn from_feed(row: &Row) -> Result<CatalogConflict, DatabaseError> {
    Ok(CatalogConflict {
        conflict_id: row.try_get("conflict_id")?,
        product_id: row.try_get("conflict_product_id")?,
        product_name: row.try_get("conflict_product_name")?,
        field: row.code("conflict_field")?,
        kept: row.try_get("conflict_kept")?,
        lost: row.try_get("conflict_lost")?,
        lost_register_id: row.try_get("conflict_lost_register_id")?,
        entry_id: row.try_get("conflict_entry_id")?,
        server_time_ms: row.try_get("conflict_server_time_ms")?,
    })
}
