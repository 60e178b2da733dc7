//! The one row with the state of the sync.

use domain::entry::SignedHead;
use rusqlite::{Connection, Row};
use uuid::Uuid;

use crate::error::LedgerError;
use crate::sqlite::value;

/// The server that this register belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// Its address.
    pub server_url: String,
    /// The organization's name there.
    pub organization_name: String,
    /// The key that signs heads, 64 hexadecimal digits.
    pub server_public_key: String,
    /// The incarnation of the feed that the cursor belongs to.
    pub feed_epoch: Uuid,
}

/// The row, without its positions.
pub(crate) struct SyncStateRow {
    pub(crate) enrolment: Option<Enrolment>,
    pub(crate) ratchet: Option<String>,
    pub(crate) acknowledged: Option<SignedHead>,
    pub(crate) feed_cursor: u64,
    pub(crate) server_offset_ms: Option<i64>,
    pub(crate) last_push_ok_ms: Option<i64>,
    pub(crate) last_pull_ok_ms: Option<i64>,
    pub(crate) attention: Option<String>,
}

/// The progress of the sync, in positions of this file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SyncPositions {
    /// The end of the log when the register was enrolled.
    pub(crate) enrolled: i64,
    /// The feed waits until the server has everything up to here.
    pub(crate) founding: i64,
    /// The last entry that the server has.
    pub(crate) acknowledged: i64,
    /// The last entry of this epoch that was appended again.
    pub(crate) replayed: i64,
}

pub(crate) const STATE: &str = "SELECT server_url, organization_name, server_public_key, \
     feed_epoch, ratchet, acknowledged, feed_cursor, server_offset_ms, last_push_ok_ms, \
     last_pull_ok_ms, attention FROM sync_state WHERE only_row = 1";

pub(crate) const POSITIONS: &str = "SELECT enrolled_position, founding_position, \
     acknowledged_position, repeated_position FROM sync_state WHERE only_row = 1";

/// A move of the acknowledged position.
pub(crate) struct AcknowledgedMove<'a> {
    /// The highest head that the server signed.
    pub(crate) highest: &'a SignedHead,
    /// The last entry that the server has.
    pub(crate) position: i64,
    pub(crate) ratchet: &'a str,
    pub(crate) now_ms: i64,
    pub(crate) server_offset_ms: i64,
}

pub(crate) fn read(connection: &Connection) -> Result<SyncStateRow, LedgerError> {
    Ok(connection
        .prepare_cached(STATE)?
        .query_row([], read_state)?)
}

fn read_state(row: &Row<'_>) -> rusqlite::Result<SyncStateRow> {
    let enrolment = match row.get::<_, Option<String>>("server_url")? {
        None => None,
        Some(server_url) => Some(Enrolment {
            server_url,
            organization_name: row.get("organization_name")?,
            server_public_key: row.get("server_public_key")?,
            feed_epoch: row.get("feed_epoch")?,
        }),
    };
    Ok(SyncStateRow {
        enrolment,
        ratchet: row.get("ratchet")?,
        acknowledged: value::optional_json(row, "acknowledged")?,
        feed_cursor: value::unsigned(row, "feed_cursor")?,
        server_offset_ms: row.get("server_offset_ms")?,
        last_push_ok_ms: row.get("last_push_ok_ms")?,
        last_pull_ok_ms: row.get("last_pull_ok_ms")?,
        attention: row.get("attention")?,
    })
}

pub(crate) fn positions(connection: &Connection) -> Result<SyncPositions, LedgerError> {
    Ok(connection.prepare_cached(POSITIONS)?.query_row([], |row| {
        Ok(SyncPositions {
            enrolled: row.get("enrolled_position")?,
            founding: row.get("founding_position")?,
            acknowledged: row.get("acknowledged_position")?,
            replayed: row.get("repeated_position")?,
        })
    })?)
}

pub(crate) fn is_enrolled(connection: &Connection) -> Result<bool, LedgerError> {
    let sql = "SELECT server_url IS NOT NULL AS enrolled FROM sync_state WHERE only_row = 1";
    Ok(connection.query_row(sql, [], |row| row.get("enrolled"))?)
}

/// Whether there is any entity of the feed: a product, a person or settings.
pub(crate) fn has_feed_entities(connection: &Connection) -> Result<bool, LedgerError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM products) OR EXISTS (SELECT 1 FROM users)
             OR EXISTS (SELECT 1 FROM store_versions) AS has_any";
    Ok(connection.query_row(sql, [], |row| row.get("has_any"))?)
}

/// Notes the server that enrolled this register.
pub(crate) fn enrol(
    connection: &Connection,
    enrolment: &Enrolment,
    ratchet: &str,
    enrolled: i64,
    founding: i64,
) -> Result<(), LedgerError> {
    connection.execute(
        "UPDATE sync_state SET server_url = ?1, organization_name = ?2, server_public_key = ?3,
             feed_epoch = ?4, ratchet = ?5, enrolled_position = ?6, founding_position = ?7
         WHERE only_row = 1",
        (
            &enrolment.server_url,
            &enrolment.organization_name,
            &enrolment.server_public_key,
            enrolment.feed_epoch,
            ratchet,
            enrolled,
            founding,
        ),
    )?;
    Ok(())
}

/// Changes the server's address and the organization's name.
pub(crate) fn rename(connection: &Connection, enrolment: &Enrolment) -> Result<(), LedgerError> {
    connection.execute(
        "UPDATE sync_state SET server_url = ?1, organization_name = ?2 WHERE only_row = 1",
        (&enrolment.server_url, &enrolment.organization_name),
    )?;
    Ok(())
}

pub(crate) fn acknowledge(
    connection: &Connection,
    moved: &AcknowledgedMove<'_>,
) -> Result<(), LedgerError> {
    connection
        .prepare_cached(
            "UPDATE sync_state SET acknowledged = ?1, acknowledged_position = ?2, ratchet = ?3,
                 last_push_ok_ms = ?4, server_offset_ms = ?5 WHERE only_row = 1",
        )?
        .execute((
            serde_json::to_string(moved.highest)?,
            moved.position,
            moved.ratchet,
            moved.now_ms,
            moved.server_offset_ms,
        ))?;
    Ok(())
}

/// A new epoch begins after `acknowledged`; its entries up to `replayed` are appended again.
pub(crate) fn begin_epoch(
    connection: &Connection,
    acknowledged: i64,
    replayed: i64,
) -> Result<(), LedgerError> {
    connection.execute(
        "UPDATE sync_state SET acknowledged_position = ?1, repeated_position = ?2,
             founding_position = CASE WHEN acknowledged_position < founding_position
                 THEN ?2 ELSE founding_position END
         WHERE only_row = 1",
        (acknowledged, replayed),
    )?;
    Ok(())
}

/// Keeps the head that the server signed for an epoch that ends.
pub(crate) fn keep_ended_epoch(
    connection: &Connection,
    acknowledged: &SignedHead,
) -> Result<(), LedgerError> {
    connection.execute(
        "INSERT OR REPLACE INTO ended_epochs (epoch, acknowledged) VALUES (?1, ?2)",
        (acknowledged.epoch, serde_json::to_string(acknowledged)?),
    )?;
    Ok(())
}

/// Notes that every row of the feed up to this number is applied.
pub(crate) fn set_feed_cursor(
    connection: &Connection,
    cursor: u64,
    now_ms: i64,
) -> Result<(), LedgerError> {
    connection
        .prepare_cached(
            "UPDATE sync_state SET feed_cursor = ?1, last_pull_ok_ms = ?2 WHERE only_row = 1",
        )?
        .execute((value::signed(cursor), now_ms))?;
    Ok(())
}

/// Notes that the cursor now belongs to this incarnation of the feed.
pub(crate) fn set_feed_epoch(connection: &Connection, feed_epoch: Uuid) -> Result<(), LedgerError> {
    connection.execute(
        "UPDATE sync_state SET feed_epoch = ?1 WHERE only_row = 1",
        [feed_epoch],
    )?;
    Ok(())
}

/// Notes the lowest row of the feed that this version of the program could not read.
pub(crate) fn note_skipped(
    connection: &Connection,
    feed_seq: u64,
    version: &str,
) -> Result<(), LedgerError> {
    connection
        .prepare_cached(
            "UPDATE sync_state SET skipped_feed_seq = min(coalesce(skipped_feed_seq, ?1), ?1),
                 skipped_by = ?2
             WHERE only_row = 1",
        )?
        .execute((value::signed(feed_seq), version))?;
    Ok(())
}

/// Forgets the skipped rows: a snapshot brings every row.
pub(crate) fn forget_skipped(connection: &Connection) -> Result<(), LedgerError> {
    connection.execute(
        "UPDATE sync_state SET skipped_feed_seq = NULL, skipped_by = NULL WHERE only_row = 1",
        [],
    )?;
    Ok(())
}

/// Moves the cursor before the rows that another version of the program skipped.
pub(crate) fn rewind_to_skipped(connection: &Connection, version: &str) -> Result<(), LedgerError> {
    connection.execute(
        "UPDATE sync_state SET feed_cursor = min(feed_cursor, skipped_feed_seq - 1),
             skipped_feed_seq = NULL, skipped_by = NULL
         WHERE only_row = 1 AND skipped_feed_seq IS NOT NULL AND skipped_by <> ?1",
        [version],
    )?;
    Ok(())
}

/// Rewinds the feed to its start, so that the next pull is a snapshot.
pub(crate) fn rewind_to_start(connection: &Connection) -> Result<(), LedgerError> {
    connection.execute(
        "UPDATE sync_state SET feed_cursor = 0 WHERE only_row = 1",
        [],
    )?;
    Ok(())
}

/// Asks for a person's attention, by a code.
pub(crate) fn set_attention(connection: &Connection, code: &str) -> Result<(), LedgerError> {
    connection.execute(
        "UPDATE sync_state SET attention = ?1 WHERE only_row = 1",
        [code],
    )?;
    Ok(())
}

/// Forgets this code; returns whether it was the current one.
pub(crate) fn clear_attention(connection: &Connection, code: &str) -> Result<bool, LedgerError> {
    let changed = connection.execute(
        "UPDATE sync_state SET attention = NULL WHERE only_row = 1 AND attention = ?1",
        [code],
    )?;
    Ok(changed > 0)
}
