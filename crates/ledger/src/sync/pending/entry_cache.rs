//! Entries that were read and decoded already.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use domain::entry::EntryBody;
use rusqlite::Connection;

use crate::error::LedgerError;
use crate::project::decode;
use crate::table::entries;

/// Reads each entry once, however many of its products are needed: an import's entry changes 200.
#[derive(Default)]
pub(crate) struct EntryCache {
    bodies: HashMap<i64, Option<EntryBody>>,
}

impl EntryCache {
    /// The body of the entry at a position; `None` when it does not decode.
    pub(crate) fn body(
        &mut self,
        connection: &Connection,
        position: i64,
    ) -> Result<Option<&EntryBody>, LedgerError> {
        let body = match self.bodies.entry(position) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unread) => {
                let stored = entries::at(connection, position)?;
                unread.insert(stored.as_ref().and_then(decode))
            }
        };
        Ok(body.as_ref())
    }
}
