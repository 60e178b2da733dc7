//! Own changes of entities in the feed, until the feed contains them.
//!
//! `pending_entries` holds the entries, `pending_changes` the entities that each of them changes.

use domain::entry::FeedEntity;
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use super::entries::FEED_KINDS;
use crate::error::LedgerError;
use crate::sqlite::value;

/// The id for the settings of the store, which have no id in an entry.
pub(crate) const SETTINGS: Uuid = Uuid::nil();

/// Own changes of an entity that a row of the feed does not contain yet, in the order of the log.
pub(crate) const OF_ENTITY: &str = "SELECT c.position FROM pending_changes AS c \
     CROSS JOIN pending_entries AS e ON e.position = c.position \
     WHERE c.entity_id = ?1 AND (e.feed_seq IS NULL OR e.feed_seq > ?2) ORDER BY c.position";

pub(crate) const NEXT_CONFIRMED: &str = "SELECT position FROM pending_entries \
     WHERE feed_seq <= (SELECT feed_cursor FROM sync_state) ORDER BY position LIMIT 1";

/// The id that an entity has in these tables.
pub(crate) const fn entity_id(entity: FeedEntity) -> Uuid {
    match entity {
        FeedEntity::Store => SETTINGS,
        FeedEntity::User(id) | FeedEntity::Product(id) => id,
    }
}

/// Adds an entry that changes these entities.
pub(crate) fn insert(
    connection: &Connection,
    position: i64,
    entities: &[FeedEntity],
) -> Result<(), LedgerError> {
    if entities.is_empty() {
        return Ok(());
    }
    connection
        .prepare_cached("INSERT OR REPLACE INTO pending_entries (position) VALUES (?1)")?
        .execute([position])?;
    for entity in entities {
        connection
            .prepare_cached(
                "INSERT OR REPLACE INTO pending_changes (entity_id, position) VALUES (?1, ?2)",
            )?
            .execute((entity_id(*entity), position))?;
    }
    Ok(())
}

/// Forgets an entry; returns whether it was pending.
pub(crate) fn delete_entry(connection: &Connection, position: i64) -> Result<bool, LedgerError> {
    let deleted = connection
        .prepare_cached("DELETE FROM pending_entries WHERE position = ?1")?
        .execute([position])?;
    Ok(deleted > 0)
}

/// Forgets that an entry changes an entity.
pub(crate) fn delete_change(
    connection: &Connection,
    entity_id: Uuid,
    position: i64,
) -> Result<(), LedgerError> {
    connection
        .prepare_cached("DELETE FROM pending_changes WHERE entity_id = ?1 AND position = ?2")?
        .execute((entity_id, position))?;
    Ok(())
}

/// Notes that the server has every entry up to this position, and that rows of the feed from
/// `feed_seq` on contain their changes.
pub(crate) fn note_acknowledged(
    connection: &Connection,
    position: i64,
    feed_seq: u64,
) -> Result<(), LedgerError> {
    connection
        .prepare_cached(
            "UPDATE pending_entries SET feed_seq = ?2 WHERE position <= ?1 AND feed_seq IS NULL",
        )?
        .execute((position, value::signed(feed_seq)))?;
    Ok(())
}

/// The feed starts a new count: every entry is pending until the next acknowledgement numbers it.
pub(crate) fn forget_feed_seqs(connection: &Connection) -> Result<(), LedgerError> {
    connection.execute("UPDATE pending_entries SET feed_seq = NULL", [])?;
    Ok(())
}

/// Positions of the own entries that change this entity and that a row of the feed with this number
/// does not contain yet, in the order of the log.
pub(crate) fn positions_above(
    connection: &Connection,
    entity_id: Uuid,
    feed_seq: u64,
) -> Result<Vec<i64>, LedgerError> {
    let mut statement = connection.prepare_cached(OF_ENTITY)?;
    let rows = statement.query_map((entity_id, value::signed(feed_seq)), |row| {
        row.get("position")
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Every entity that has such changes.
pub(crate) fn entities_above(
    connection: &Connection,
    feed_seq: u64,
) -> Result<Vec<Uuid>, LedgerError> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT c.entity_id FROM pending_changes AS c
         CROSS JOIN pending_entries AS e ON e.position = c.position
         WHERE e.feed_seq IS NULL OR e.feed_seq > ?1",
    )?;
    let rows = statement.query_map([value::signed(feed_seq)], |row| row.get("entity_id"))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Every entry that has such changes, measured by the feed's cursor, in the order of the log.
pub(crate) fn positions_above_cursor(connection: &Connection) -> Result<Vec<i64>, LedgerError> {
    let mut statement = connection.prepare_cached(
        "SELECT position FROM pending_entries WHERE feed_seq IS NULL
             OR feed_seq > (SELECT feed_cursor FROM sync_state) ORDER BY position",
    )?;
    let rows = statement.query_map([], |row| row.get("position"))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The first entry that the feed's cursor has passed.
pub(crate) fn next_confirmed(connection: &Connection) -> Result<Option<i64>, LedgerError> {
    Ok(connection
        .prepare_cached(NEXT_CONFIRMED)?
        .query_row([], |row| row.get("position"))
        .optional()?)
}

/// The first own entry that changes an entity in the feed, but is neither acknowledged nor pending.
/// There must be none (Promise 9).
pub(crate) fn first_forgotten(connection: &Connection) -> Result<Option<i64>, LedgerError> {
    let kinds = FEED_KINDS.as_str();
    Ok(connection
        .prepare(&format!(
            "SELECT e.position FROM entries AS e, sync_state AS s
             WHERE e.position > max(s.acknowledged_position, s.enrolled_position)
                 AND e.kind IN ({kinds})
                 AND NOT EXISTS (SELECT 1 FROM pending_entries AS p WHERE p.position = e.position)
             ORDER BY e.position LIMIT 1"
        ))?
        .query_row([], |row| row.get("position"))
        .optional()?)
}
