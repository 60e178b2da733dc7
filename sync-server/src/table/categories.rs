//! `categories`: the names of categories that products have.

use super::row_set::RowSet;
use crate::database::{DatabaseError, DbTransaction};

/// Adds names; existing ones stay.
pub(crate) async fn insert(
    transaction: &DbTransaction,
    names: &[&str],
) -> Result<u64, DatabaseError> {
    RowSet::new(names)
        .column("name", |name| *name)
        .insert(transaction, "categories", "on conflict do nothing")
        .await
}
