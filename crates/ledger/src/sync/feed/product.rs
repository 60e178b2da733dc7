//! A product as the server has it, and the own patches over it.

use domain::{
    catalog::{Product, ProductPatch},
    feed::ProductState,
};
use rusqlite::Connection;
use uuid::Uuid;

use super::told;
use crate::{catalog, error::LedgerError, sync::pending::Changes};

/// Applies a row; whether the product looks different now.
pub(super) fn apply(
    connection: &Connection,
    changes: &mut Changes,
    state: &ProductState,
    feed_seq: u64,
) -> Result<bool, LedgerError> {
    let patches = changes.patches(connection, state.product_id, feed_seq)?;
    told::keep(connection, state.product_id, state, !patches.is_empty())?;
    put(connection, &laid_over(state, &patches))
}

/// Goes back to what the feed told, now that some changes are settled.
pub(super) fn settle(
    connection: &Connection,
    changes: &mut Changes,
    product_id: Uuid,
    cursor: u64,
) -> Result<(), LedgerError> {
    if let Some(state) = told::read::<ProductState>(connection, product_id)? {
        apply(connection, changes, &state, cursor)?;
    }
    Ok(())
}

/// The server's product with own patches over it. Its revision stays the server's. A patch that
/// does not fit the server's state is left out: the server will say so.
pub(in crate::sync) fn laid_over(state: &ProductState, patches: &[ProductPatch]) -> Product {
    let mut product = Product::from(state.clone());
    for patch in patches {
        match product.apply(patch) {
            Ok(patched) => product = patched,
            Err(error) => log::warn!(
                "a pending change of {} is left out: {error}",
                state.product_id
            ),
        }
    }
    product.revision = state.revision;
    product
}

/// Writes a product when it differs.
fn put(connection: &Connection, product: &Product) -> Result<bool, LedgerError> {
    let before = catalog::by_id(connection, product.product_id)?;
    if before.as_ref().is_some_and(|(_, known)| known == product) {
        return Ok(false);
    }
    catalog::save(connection, before.as_ref(), product)?;
    Ok(true)
}
