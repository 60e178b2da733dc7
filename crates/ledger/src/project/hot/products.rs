//! The catalog: patches applied in the order of the log.

use domain::{
    catalog::{Product, ProductChange},
    entry::body::ProductsChanged,
};
use rusqlite::Connection;

use super::Authority;
use crate::{catalog, error::LedgerError};

pub(super) fn changed(
    connection: &Connection,
    body: &ProductsChanged,
    authority: Authority,
) -> Result<(), LedgerError> {
    for change in &body.changes {
        if !change.patch.is_empty() {
            apply(connection, change, authority)?;
        }
    }
    Ok(())
}

/// Lays patches over the catalog that it holds already, or held. One that no longer fits waits for
/// the feed.
pub(super) fn changed_again(
    connection: &Connection,
    body: &ProductsChanged,
) -> Result<(), LedgerError> {
    for change in &body.changes {
        match apply(connection, change, Authority::Feed) {
            Err(LedgerError::Product(error)) => {
                log::warn!(
                    "a change of {} waits for the feed: {error}",
                    change.product_id
                );
            }
            other => other?,
        }
    }
    Ok(())
}

fn apply(
    connection: &Connection,
    change: &ProductChange,
    authority: Authority,
) -> Result<(), LedgerError> {
    let before = catalog::by_id(connection, change.product_id)?;
    let blank = || Product::blank(change.product_id);
    let known = before
        .as_ref()
        .map_or_else(blank, |(_, known)| known.clone());
    let mut product = known.apply(&change.patch).map_err(LedgerError::Product)?;
    if authority == Authority::Feed {
        // The revision is the server's: an edit names the one that it was made on.
        product.revision = known.revision;
    }
    catalog::save(connection, before.as_ref(), &product)
}
