//! Own changes of what also comes down the feed, until they came down.

use std::collections::{HashMap, hash_map::Entry};

use domain::{
    catalog::ProductPatch,
    entry::{
        EntryBody,
        body::{StoreChanged, UserChanged},
    },
};
use rusqlite::Connection;
use uuid::Uuid;

use crate::{
    entry_row,
    error::LedgerError,
    project::{cold, hot},
    sql_value,
};

/// Stands for the settings of the store, which have no id in an entry.
pub(crate) const SETTINGS: Uuid = Uuid::nil();

/// Own changes of an entity that a row of the feed does not hold yet, in the order of the log.
pub(crate) const OF_ENTITY: &str = "SELECT c.position FROM pending_changes AS c \
     CROSS JOIN pending_entries AS e ON e.position = c.position \
     WHERE c.entity_id = ?1 AND (e.feed_seq IS NULL OR e.feed_seq > ?2) ORDER BY c.position";

/// Whatever has such changes.
const ENTITIES: &str = "SELECT DISTINCT c.entity_id FROM pending_changes AS c \
     CROSS JOIN pending_entries AS e ON e.position = c.position \
     WHERE e.feed_seq IS NULL OR e.feed_seq > ?1";

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

/// A server that came back from a backup lost what is after this position: it is pending again, and
/// shown again if the older feed took it back meanwhile.
pub(super) fn renew(connection: &Connection, after: i64) -> Result<(), LedgerError> {
    let lost = connection
        .prepare(
            "SELECT position FROM entries WHERE position > ?1
                 AND kind IN ('products_changed', 'user_changed', 'store_changed')
             ORDER BY position",
        )?
        .query_map([after], |row| row.get(0))?
        .collect::<Result<Vec<i64>, _>>()?;
    for position in lost {
        let Some(stored) = entry_row::at(connection, position)? else {
            continue;
        };
        if let Some(body) = cold::decode(&stored) {
            hot::fold_again(connection, &stored, &body)?;
        }
    }
    Ok(())
}

/// An own entry is pending no more at this place: it was appended again.
pub(super) fn forget(connection: &Connection, position: i64) -> Result<(), LedgerError> {
    let known = connection
        .prepare_cached("DELETE FROM pending_entries WHERE position = ?1")?
        .execute([position])?;
    if known == 0 {
        return Ok(());
    }
    let Some(stored) = entry_row::at(connection, position)? else {
        return Ok(());
    };
    for entity_id in cold::decode(&stored)
        .as_ref()
        .map(entities)
        .unwrap_or_default()
    {
        connection
            .prepare_cached("DELETE FROM pending_changes WHERE entity_id = ?1 AND position = ?2")?
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

/// Everything that has own changes which a row with this number does not hold yet.
pub(super) fn entities_above(
    connection: &Connection,
    feed_seq: u64,
) -> Result<Vec<Uuid>, LedgerError> {
    let mut statement = connection.prepare_cached(ENTITIES)?;
    let rows = statement.query_map([sql_value::signed(feed_seq)], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Pending changes as they stand in the log. An entry is read once, however many products of it
/// are asked for.
#[derive(Default)]
pub(super) struct Changes {
    bodies: HashMap<i64, Option<EntryBody>>,
}

impl Changes {
    /// The own entries that change an entity and that a row with this number does not hold yet.
    fn above(
        &mut self,
        connection: &Connection,
        entity_id: Uuid,
        feed_seq: u64,
    ) -> Result<Vec<i64>, LedgerError> {
        let positions = connection
            .prepare_cached(OF_ENTITY)?
            .query_map((entity_id, sql_value::signed(feed_seq)), |row| row.get(0))?
            .collect::<Result<Vec<i64>, _>>()?;
        for position in &positions {
            self.body(connection, *position)?;
        }
        Ok(positions)
    }

    /// The body of an own entry; nothing when it does not decode.
    pub(super) fn body(
        &mut self,
        connection: &Connection,
        position: i64,
    ) -> Result<Option<&EntryBody>, LedgerError> {
        let body = match self.bodies.entry(position) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unread) => {
                let stored = entry_row::at(connection, position)?;
                unread.insert(stored.as_ref().and_then(cold::decode))
            }
        };
        Ok(body.as_ref())
    }

    fn known(&self, positions: &[i64]) -> impl Iterator<Item = &EntryBody> {
        positions
            .iter()
            .filter_map(|position| self.bodies.get(position)?.as_ref())
    }

    /// Patches of a product.
    pub(super) fn patches(
        &mut self,
        connection: &Connection,
        product_id: Uuid,
        feed_seq: u64,
    ) -> Result<Vec<ProductPatch>, LedgerError> {
        let positions = self.above(connection, product_id, feed_seq)?;
        let mut patches = Vec::new();
        for body in self.known(&positions) {
            if let EntryBody::ProductsChanged(changed) = body {
                let own = changed.changes.iter();
                patches.extend(
                    own.filter(|change| change.product_id == product_id)
                        .map(|change| change.patch.clone()),
                );
            }
        }
        Ok(patches)
    }

    /// The last change of a person.
    pub(super) fn person(
        &mut self,
        connection: &Connection,
        user_id: Uuid,
        feed_seq: u64,
    ) -> Result<Option<UserChanged>, LedgerError> {
        let positions = self.above(connection, user_id, feed_seq)?;
        Ok(self.known(&positions).fold(None, |last, body| match body {
            EntryBody::UserChanged(changed) => Some(changed.clone()),
            _ => last,
        }))
    }

    /// The last change of the settings.
    pub(super) fn settings(
        &mut self,
        connection: &Connection,
        feed_seq: u64,
    ) -> Result<Option<StoreChanged>, LedgerError> {
        let positions = self.above(connection, SETTINGS, feed_seq)?;
        Ok(self.known(&positions).fold(None, |last, body| match body {
            EntryBody::StoreChanged(changed) => Some((**changed).clone()),
            _ => last,
        }))
    }
}
