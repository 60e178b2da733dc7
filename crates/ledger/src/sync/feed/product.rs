//! A product as the server has it, with own patches on top.

use domain::catalog::{Product, ProductPatch};
use domain::feed::ProductState;
use rusqlite::Connection;
use uuid::Uuid;

use crate::error::LedgerError;
use crate::sync::pending::{self, EntryCache};
use crate::table::products::{self, ProductTables};
use crate::table::server_state;

/// Applies a row; returns whether the product changed.
pub(super) fn apply(
    connection: &Connection,
    cache: &mut EntryCache,
    state: &ProductState,
    feed_seq: u64,
) -> Result<bool, LedgerError> {
    let product_id = state.product_id;
    let patches = pending::product_patches(cache, connection, product_id, feed_seq)?;
    server_state::keep(connection, product_id, state, !patches.is_empty())?;
    put(connection, &patched(state, &patches))
}

/// Restores the server's state after some changes were confirmed.
pub(super) fn restore(
    connection: &Connection,
    cache: &mut EntryCache,
    product_id: Uuid,
    cursor: u64,
) -> Result<(), LedgerError> {
    if let Some(state) = server_state::read::<ProductState>(connection, product_id)? {
        apply(connection, cache, &state, cursor)?;
    }
    Ok(())
}

/// The server's product with own patches on top. Its revision stays the server's. A patch that does
/// not fit the server's state is left out: the server will refuse it, too.
pub(in crate::sync) fn patched(state: &ProductState, patches: &[ProductPatch]) -> Product {
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

/// Writes a product if it differs.
fn put(connection: &Connection, product: &Product) -> Result<bool, LedgerError> {
    let before = products::by_id(connection, ProductTables::Live, product.product_id)?;
    if before
        .as_ref()
        .is_some_and(|known| known.product == *product)
    {
        return Ok(false);
    }
    products::save(connection, ProductTables::Live, before.as_ref(), product)?;
    Ok(true)
}
