//! The catalog: patches applied in the order of the log.

use domain::catalog::{Product, ProductChange};
use domain::entry::kinds::ProductsChanged;
use rusqlite::Connection;

use crate::authority::Authority;
use crate::error::LedgerError;
use crate::table::products::{self, ProductTables};

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

/// Applies patches to a catalog that may contain them already. A patch that no longer fits is left
/// out until the feed brings the product.
pub(super) fn changed_again(
    connection: &Connection,
    body: &ProductsChanged,
) -> Result<(), LedgerError> {
    for change in &body.changes {
        match apply(connection, change, Authority::Feed) {
            Err(LedgerError::Product(error)) => {
                let product_id = change.product_id;
                log::warn!("a change of {product_id} waits for the feed: {error}");
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
    let before = products::by_id(connection, ProductTables::Live, change.product_id)?;
    let known = before.as_ref().map_or_else(
        || Product::blank(change.product_id),
        |stored| stored.product.clone(),
    );
    let mut product = known.apply(&change.patch).map_err(LedgerError::Product)?;
    if authority == Authority::Feed {
        // The revision is the server's: an edit names the one that it was made on.
        product.revision = known.revision;
    }
    products::save(connection, ProductTables::Live, before.as_ref(), &product)
}
