//! The epochs of this file. `position = first_position + seq - 1` finds an entry without an index.

use domain::entry::{Hash, PublicKey};
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use super::entries;
use crate::error::LedgerError;
use crate::sqlite::value;

pub(crate) const FIRST_POSITION: &str = "SELECT first_position FROM epochs WHERE epoch = ?1";

/// Adds an epoch that begins at this position.
pub(crate) fn insert(
    connection: &Connection,
    first_position: i64,
    epoch: Uuid,
    key: &PublicKey,
) -> Result<(), LedgerError> {
    connection
        .prepare_cached(
            "INSERT INTO epochs (first_position, epoch, public_key) VALUES (?1, ?2, ?3)",
        )?
        .execute((first_position, epoch, key.to_hex()))?;
    Ok(())
}

/// All epochs in their order, each with the position of its seq 1.
pub(crate) fn all(connection: &Connection) -> Result<Vec<(Uuid, i64)>, LedgerError> {
    let mut statement = connection
        .prepare_cached("SELECT epoch, first_position FROM epochs ORDER BY first_position")?;
    let rows = statement.query_map([], |row| {
        Ok((row.get("epoch")?, row.get("first_position")?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether the file has epochs and the first one is not this one.
pub(crate) fn is_later(connection: &Connection, epoch: Uuid) -> Result<bool, LedgerError> {
    let first: Option<Uuid> = connection
        .prepare_cached("SELECT epoch FROM epochs ORDER BY first_position LIMIT 1")?
        .query_row([], |row| row.get("epoch"))
        .optional()?;
    Ok(first.is_some_and(|first| first != epoch))
}

/// Position of an epoch's seq 1.
pub(crate) fn first_position(
    connection: &Connection,
    epoch: Uuid,
) -> Result<Option<i64>, LedgerError> {
    Ok(connection
        .prepare_cached(FIRST_POSITION)?
        .query_row([epoch], |row| row.get("first_position"))
        .optional()?)
}

/// The position that an epoch's seq has, or would have.
pub(crate) fn position_of(
    connection: &Connection,
    epoch: Uuid,
    seq: u64,
) -> Result<Option<i64>, LedgerError> {
    Ok(first_position(connection, epoch)?.map(|first| first + value::signed(seq) - 1))
}

/// The hash of an epoch's entry, [`Hash::ZERO`] at seq 0; `None` when there is no such entry.
pub(crate) fn hash_at(
    connection: &Connection,
    epoch: Uuid,
    seq: u64,
) -> Result<Option<Hash>, LedgerError> {
    let Some(position) = position_of(connection, epoch, seq)? else {
        return Ok(None);
    };
    if seq == 0 {
        return Ok(Some(Hash::ZERO));
    }
    entries::hash(connection, position, epoch, seq)
}
