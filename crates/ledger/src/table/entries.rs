//! One entry as a row: the exact header fields, the exact bytes.

use std::sync::LazyLock;

use domain::entry::{ClockReading, Entry, EntryHeader, EntryKind, Hash};
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use uuid::Uuid;

use crate::{error::LedgerError, sql_value};

/// An entry and where it stands in this file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEntry {
    /// 1..n over all epochs of this file.
    pub position: i64,
    /// The entry as it was hashed and signed.
    pub entry: Entry,
}

/// The columns that [`read`] expects, in its order.
const COLUMNS: &str = "position, organization_id, register_id, epoch, seq, entry_id, kind, \
     version, recorded_at_ms, utc_offset_minutes, clock_suspect, prev_hash, hash, signature, body";

pub(crate) static BY_ID: LazyLock<String> = LazyLock::new(|| {
    format!("SELECT {COLUMNS} FROM entries WHERE entry_id = ?1 ORDER BY position LIMIT 1")
});

pub(crate) static AFTER: LazyLock<String> = LazyLock::new(|| {
    format!("SELECT {COLUMNS} FROM entries WHERE position > ?1 ORDER BY position LIMIT ?2")
});

/// Writes an entry at a position. The caller checked that it follows the head.
pub(crate) fn insert(
    connection: &Connection,
    position: i64,
    entry: &Entry,
) -> Result<(), LedgerError> {
    let header = &entry.header;
    connection
        .prepare_cached(
            "INSERT INTO entries (position, organization_id, register_id, epoch, seq, entry_id,
                 kind, version, recorded_at_ms, utc_offset_minutes, clock_suspect, prev_hash,
                 hash, signature, body)
             VALUES (:position, :organization_id, :register_id, :epoch, :seq, :entry_id,
                 :kind, :version, :recorded_at_ms, :utc_offset_minutes, :clock_suspect,
                 :prev_hash, :hash, :signature, :body)",
        )?
        .execute(named_params! {
            ":position": position,
            ":organization_id": header.organization_id,
            ":register_id": header.register_id,
            ":epoch": header.epoch,
            ":seq": sql_value::signed(header.seq),
            ":entry_id": header.entry_id,
            ":kind": header.kind.as_str(),
            ":version": header.version,
            ":recorded_at_ms": header.recorded_at_ms,
            ":utc_offset_minutes": header.clock.utc_offset_minutes,
            ":clock_suspect": header.clock.suspect,
            ":prev_hash": header.prev_hash.0,
            ":hash": entry.hash.0,
            ":signature": entry.signature,
            ":body": entry.body,
        })?;
    Ok(())
}

/// The entry with this id; of one that was appended again, the first.
pub(crate) fn by_id(
    connection: &Connection,
    entry_id: Uuid,
) -> Result<Option<StoredEntry>, LedgerError> {
    Ok(connection
        .prepare_cached(&BY_ID)?
        .query_row([entry_id], read)
        .optional()?)
}

/// The entry at this position.
pub(crate) fn at(
    connection: &Connection,
    position: i64,
) -> Result<Option<StoredEntry>, LedgerError> {
    let sql = format!("SELECT {COLUMNS} FROM entries WHERE position = ?1");
    Ok(connection
        .prepare_cached(&sql)?
        .query_row([position], read)
        .optional()?)
}

/// Up to `limit` entries after a position, in order.
pub(crate) fn after(
    connection: &Connection,
    position: i64,
    limit: u32,
) -> Result<Vec<StoredEntry>, LedgerError> {
    let mut statement = connection.prepare_cached(&AFTER)?;
    let rows = statement.query_map((position, limit), read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The last `limit` entries, the newest first.
pub(crate) fn last(connection: &Connection, limit: u32) -> Result<Vec<StoredEntry>, LedgerError> {
    let sql = format!("SELECT {COLUMNS} FROM entries ORDER BY position DESC LIMIT ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([limit], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<StoredEntry> {
    let kind: String = row.get(6)?;
    let header = EntryHeader {
        organization_id: row.get(1)?,
        register_id: row.get(2)?,
        epoch: row.get(3)?,
        seq: sql_value::unsigned(row, 4)?,
        entry_id: row.get(5)?,
        kind: EntryKind::from_code(&kind),
        version: row.get(7)?,
        recorded_at_ms: row.get(8)?,
        clock: ClockReading {
            utc_offset_minutes: row.get(9)?,
            suspect: row.get(10)?,
        },
        prev_hash: Hash(row.get(11)?),
    };
    Ok(StoredEntry {
        position: row.get(0)?,
        entry: Entry {
            header,
            hash: Hash(row.get(12)?),
            signature: row.get(13)?,
            body: row.get(14)?,
        },
    })
}
