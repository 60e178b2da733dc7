//! Own changes of what also comes down the feed, until they came down.

use domain::entry::EntryBody;
use rusqlite::Connection;
use uuid::Uuid;

use crate::error::LedgerError;

/// Stands for the settings of the store, which have no id in an entry.
pub(crate) const SETTINGS: Uuid = Uuid::nil();

/// Notes an own entry when it changes what also comes down the feed.
pub(crate) fn note(
    connection: &Connection,
    position: i64,
    body: &EntryBody,
) -> Result<(), LedgerError> {
    let changed = entities(body);
    if changed.is_empty() {
        return Ok(());
    }
    connection
        .prepare_cached("INSERT OR REPLACE INTO pending_entries (position) VALUES (?1)")?
        .execute([position])?;
    for entity_id in changed {
        connection
            .prepare_cached(
                "INSERT OR REPLACE INTO pending_changes (entity_id, position) VALUES (?1, ?2)",
            )?
            .execute((entity_id, position))?;
    }
    Ok(())
}

/// Whom an entry changes, of those that come down the feed.
pub(super) fn entities(body: &EntryBody) -> Vec<Uuid> {
    match body {
        EntryBody::ProductsChanged(changed) => changed
            .changes
            .iter()
            .map(|change| change.product_id)
            .collect(),
        EntryBody::UserChanged(changed) => vec![changed.user_id],
        EntryBody::StoreChanged(_) => vec![SETTINGS],
        EntryBody::RegisterOpened(_)
        | EntryBody::ShiftOpened(_)
        | EntryBody::ShiftClosed(_)
        | EntryBody::CashMoved(_)
        | EntryBody::DrawerOpened(_)
        | EntryBody::TransactionCompleted(_)
        | EntryBody::StockMoved(_)
        | EntryBody::ReceiptReprinted(_)
        | EntryBody::Unknown { .. } => Vec::new(),
    }
}
