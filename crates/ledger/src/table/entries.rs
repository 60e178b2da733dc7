//! The log: one row an entry, with the exact header fields and the exact bytes.

use std::sync::LazyLock;

use domain::entry::{ClockReading, Entry, EntryHeader, EntryKind, Hash, Head};
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use uuid::Uuid;

use crate::error::LedgerError;
use crate::sqlite::columns::{InOrder, NamedColumns as _};
use crate::sqlite::value;

/// An entry and its position in this file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEntry {
    /// 1..n over all epochs of this file.
    pub position: i64,
    /// The entry as it was hashed and signed.
    pub entry: Entry,
}

const COLUMNS: &str = "position, organization_id, register_id, epoch, seq, entry_id, kind, \
     version, recorded_at_ms, utc_offset_minutes, clock_suspect, prev_hash, hash, signature, body";

pub(crate) static BY_ID: LazyLock<String> = LazyLock::new(|| {
    format!("SELECT {COLUMNS} FROM entries WHERE entry_id = ?1 ORDER BY position LIMIT 1")
});

pub(crate) static AFTER: LazyLock<String> = LazyLock::new(|| {
    format!("SELECT {COLUMNS} FROM entries WHERE position > ?1 ORDER BY position LIMIT ?2")
});

pub(crate) const LAST_HEAD: &str = "SELECT epoch, seq, hash, position FROM entries \
     WHERE position = (SELECT max(position) FROM entries)";

pub(crate) const RECORDED_AT: &str = "SELECT recorded_at_ms FROM entries WHERE position = ?1";

/// Entries of one id at lower positions, with the same kind and body.
pub(crate) const EARLIER: &str = "SELECT 1 FROM entries WHERE entry_id = ?1 AND position < ?2 \
     AND kind = ?3 AND body = ?4 LIMIT 1";

/// The kinds of entries that change entities in the feed, as a list in SQL.
pub(crate) static FEED_KINDS: LazyLock<String> = LazyLock::new(|| {
    let kinds = EntryKind::KNOWN.iter();
    let quoted: Vec<String> = kinds
        .filter(|kind| kind.changes_feed_entities())
        .map(|kind| format!("'{}'", kind.as_str()))
        .collect();
    quoted.join(", ")
});

/// Writes an entry. The caller checked that it follows the head.
pub(crate) fn insert(connection: &Connection, stored: &StoredEntry) -> Result<(), LedgerError> {
    let entry = &stored.entry;
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
            ":position": stored.position,
            ":organization_id": header.organization_id,
            ":register_id": header.register_id,
            ":epoch": header.epoch,
            ":seq": value::signed(header.seq),
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

/// The entry with this id; the first one if it was appended again in a later epoch.
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

/// The head of the last entry, and its position; `None` in an empty log.
pub(crate) fn last_head(connection: &Connection) -> Result<Option<(Head, i64)>, LedgerError> {
    Ok(connection
        .prepare_cached(LAST_HEAD)?
        .query_row([], |row| {
            let head = Head {
                epoch: row.get("epoch")?,
                seq: value::unsigned(row, "seq")?,
                hash: Hash(row.get("hash")?),
            };
            Ok((head, row.get("position")?))
        })
        .optional()?)
}

/// The position of the last entry; 0 in an empty log.
pub(crate) fn last_position(connection: &Connection) -> Result<i64, LedgerError> {
    Ok(last_head(connection)?.map_or(0, |(_, position)| position))
}

/// The hash of the entry at this position, if it has this epoch and seq.
pub(crate) fn hash(
    connection: &Connection,
    position: i64,
    epoch: Uuid,
    seq: u64,
) -> Result<Option<Hash>, LedgerError> {
    Ok(connection
        .prepare_cached("SELECT hash FROM entries WHERE position = ?1 AND epoch = ?2 AND seq = ?3")?
        .query_row((position, epoch, value::signed(seq)), |row| {
            row.get("hash").map(Hash)
        })
        .optional()?)
}

/// When the entry at this position was recorded.
pub(crate) fn recorded_at_ms(
    connection: &Connection,
    position: i64,
) -> Result<Option<i64>, LedgerError> {
    Ok(connection
        .prepare_cached(RECORDED_AT)?
        .query_row([position], |row| row.get("recorded_at_ms"))
        .optional()?)
}

/// Whether the same document is also at a lower position.
pub(crate) fn has_earlier_copy(
    connection: &Connection,
    stored: &StoredEntry,
) -> Result<bool, LedgerError> {
    let header = &stored.entry.header;
    Ok(connection.prepare_cached(EARLIER)?.exists((
        header.entry_id,
        stored.position,
        header.kind.as_str(),
        &stored.entry.body,
    ))?)
}

/// How many sales and refunds are after one position and not after another.
pub(crate) fn transaction_count(
    connection: &Connection,
    after: i64,
    last: i64,
) -> Result<u64, LedgerError> {
    Ok(connection
        .prepare_cached(
            "SELECT count(*) AS transactions FROM entries
             WHERE position > ?1 AND position <= ?2 AND kind = ?3",
        )?
        .query_row(
            (after, last, EntryKind::TransactionCompleted.as_str()),
            |row| value::unsigned(row, "transactions"),
        )?)
}

/// Positions, after this one, of entries that change entities in the feed.
pub(crate) fn feed_changes_after(
    connection: &Connection,
    position: i64,
) -> Result<Vec<i64>, LedgerError> {
    let kinds = FEED_KINDS.as_str();
    let mut statement = connection.prepare(&format!(
        "SELECT position FROM entries WHERE position > ?1 AND kind IN ({kinds}) ORDER BY position"
    ))?;
    let rows = statement.query_map([position], |row| row.get("position"))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<StoredEntry> {
    let row = &InOrder::of(row);
    let position = row.get("position")?;
    let header = EntryHeader {
        organization_id: row.get("organization_id")?,
        register_id: row.get("register_id")?,
        epoch: row.get("epoch")?,
        seq: value::unsigned(row, "seq")?,
        entry_id: row.get("entry_id")?,
        kind: EntryKind::from_code(&row.get::<String>("kind")?),
        version: row.get("version")?,
        recorded_at_ms: row.get("recorded_at_ms")?,
        clock: ClockReading {
            utc_offset_minutes: row.get("utc_offset_minutes")?,
            suspect: row.get("clock_suspect")?,
        },
        prev_hash: Hash(row.get("prev_hash")?),
    };
    Ok(StoredEntry {
        position,
        entry: Entry {
            header,
            hash: Hash(row.get("hash")?),
            signature: row.get("signature")?,
            body: row.get("body")?,
        },
    })
}
