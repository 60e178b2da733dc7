//! The catalog: patches applied in the order of the log.

use domain::{catalog::Product, entry::body::ProductsChanged};
use rusqlite::Connection;

use crate::{catalog, error::LedgerError};

pub(super) fn changed(connection: &Connection, body: &ProductsChanged) -> Result<(), LedgerError> {
    for change in &body.changes {
        if change.patch.is_empty() {
            continue;
        }
        let before = catalog::by_id(connection, change.product_id)?;
        let product = match &before {
            Some((_, product)) => product.apply(&change.patch),
            None => Product::blank(change.product_id).apply(&change.patch),
        }
        .map_err(LedgerError::Product)?;
        catalog::save(connection, before.as_ref(), &product)?;
    }
    Ok(())
}
