//! What goes up: entries of the current epoch, in the order of the log.

use domain::entry::{Entry, EntryBody, Hash, Head};
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::{entry_row, error::LedgerError, open::Ledger, project::cold, query, sql_value};

/// Entries that are read at once.
const PAGE: u32 = 64;

/// One unbroken run of seqs in this file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EpochRow {
    /// Its id.
    pub epoch: Uuid,
    /// Position of its seq 1.
    pub first_position: i64,
    /// Its last seq.
    pub last_seq: u64,
    /// The head that it continues; nothing for the first one.
    pub previous: Option<Head>,
}

/// What the server does not have yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Waiting {
    /// Entries.
    pub entries: u64,
    /// Sales and refunds among them.
    pub transactions: u64,
    /// When the oldest was recorded, milliseconds since 1970-01-01 UTC by the register's clock.
    pub oldest_recorded_at_ms: Option<i64>,
}

pub(crate) const FIRST_POSITION: &str = "SELECT first_position FROM epochs WHERE epoch = ?1";

pub(crate) const RECORDED_AT: &str = "SELECT recorded_at_ms FROM entries WHERE position = ?1";

pub(crate) const FIRST_RECEIPT_AFTER: &str = "SELECT epoch, receipt_seq FROM transactions \
     WHERE position > ?1 ORDER BY position LIMIT 1";

pub(crate) const LAST_RECEIPT: &str = "SELECT epoch, receipt_seq FROM transactions \
     WHERE position = (SELECT max(position) FROM transactions)";

impl Ledger {
    /// The epochs of this file, in their order.
    pub fn epochs(&self) -> Result<Vec<EpochRow>, LedgerError> {
        self.read(|connection| {
            let mut rows = connection
                .prepare_cached("SELECT epoch, first_position FROM epochs ORDER BY first_position")?
                .query_map([], |row| {
                    Ok(EpochRow {
                        epoch: row.get(0)?,
                        first_position: row.get(1)?,
                        last_seq: 0,
                        previous: None,
                    })
                })?
                .collect::<Result<Vec<_>, _>>()?;
            let mut end = last_position(connection)? + 1;
            for row in rows.iter_mut().rev() {
                row.last_seq = u64::try_from(end - row.first_position).unwrap_or(0);
                end = row.first_position;
                row.previous = continued(connection, row.first_position)?;
            }
            Ok(rows)
        })
    }

    /// Entries of an epoch from a seq on: at most `max_entries`, and at most `max_body_bytes` of
    /// bodies, but one at least when there is one.
    pub fn push_batch(
        &self,
        epoch: Uuid,
        from_seq: u64,
        max_entries: usize,
        max_body_bytes: usize,
    ) -> Result<Vec<Entry>, LedgerError> {
        self.read(|connection| {
            let mut batch: Vec<Entry> = Vec::new();
            let Some(mut after) = position_of(connection, epoch, from_seq)?.map(|at| at - 1) else {
                return Ok(batch);
            };
            let mut bytes = 0;
            loop {
                let page = entry_row::after(connection, after, PAGE)?;
                if page.is_empty() {
                    return Ok(batch);
                }
                for stored in page {
                    bytes += stored.entry.body.len();
                    let full =
                        batch.len() >= max_entries || (bytes > max_body_bytes && !batch.is_empty());
                    if full || stored.entry.header.epoch != epoch {
                        return Ok(batch);
                    }
                    after = stored.position;
                    batch.push(stored.entry);
                }
            }
        })
    }

    /// This ledger's own hash at a seq, [`Hash::ZERO`] at 0; nothing when it has no such entry.
    pub fn hash_at(&self, epoch: Uuid, seq: u64) -> Result<Option<Hash>, LedgerError> {
        let current = self.identity().epoch;
        self.read(|connection| {
            if seq == 0 && epoch == current {
                return Ok(Some(Hash::ZERO));
            }
            hash_at(connection, epoch, seq)
        })
    }

    /// What the server does not have yet: found by counting positions and receipt numbers, so that
    /// it costs the same however much waits.
    pub fn waiting(&self) -> Result<Waiting, LedgerError> {
        self.read(waiting)
    }
}

pub(super) fn waiting(connection: &Connection) -> Result<Waiting, LedgerError> {
    let place = super::state::place(connection)?;
    let last = last_position(connection)?;
    let entries = u64::try_from(last - place.acknowledged).unwrap_or(0);
    if entries == 0 {
        return Ok(Waiting::default());
    }
    // Documents that were appended again stand in the table where they were first.
    let repeated = if place.repeated > place.acknowledged {
        connection
            .prepare_cached(
                "SELECT count(*) FROM entries WHERE position > ?1 AND position <= ?2
                     AND kind = 'transaction_completed'",
            )?
            .query_row((place.acknowledged, place.repeated), |row| {
                sql_value::unsigned(row, 0)
            })?
    } else {
        0
    };
    let fresh = receipts_after(connection, place.acknowledged.max(place.repeated))?;
    Ok(Waiting {
        entries,
        transactions: repeated + fresh,
        oldest_recorded_at_ms: connection
            .prepare_cached(RECORDED_AT)?
            .query_row([place.acknowledged + 1], |row| row.get(0))
            .optional()?,
    })
}

/// What the entry that opens an epoch says it continues.
fn continued(connection: &Connection, first_position: i64) -> Result<Option<Head>, LedgerError> {
    let opening = entry_row::at(connection, first_position)?;
    let Some(EntryBody::RegisterOpened(body)) = opening.as_ref().and_then(cold::decode) else {
        return Ok(None);
    };
    Ok(body.previous.map(|previous| Head {
        epoch: previous.epoch,
        seq: previous.seq,
        hash: previous.hash,
    }))
}

/// Receipts run without a hole within an epoch (Promise 8): the first and the last tell how many.
fn receipts_after(connection: &Connection, position: i64) -> Result<u64, LedgerError> {
    let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, Uuid>(0)?, sql_value::unsigned(row, 1)?));
    let first = connection
        .prepare_cached(FIRST_RECEIPT_AFTER)?
        .query_row([position], read)
        .optional()?;
    let last = connection
        .prepare_cached(LAST_RECEIPT)?
        .query_row([], read)
        .optional()?;
    match (first, last) {
        (Some((first_epoch, first)), Some((last_epoch, last))) if first_epoch == last_epoch => {
            Ok((last + 1).saturating_sub(first))
        }
        (Some(_), Some(_)) => Ok(connection
            .prepare_cached("SELECT count(*) FROM transactions WHERE position > ?1")?
            .query_row([position], |row| sql_value::unsigned(row, 0))?),
        _ => Ok(0),
    }
}

pub(super) fn last_position(connection: &Connection) -> Result<i64, LedgerError> {
    Ok(query::head::last(connection)?.map_or(0, |(_, position)| position))
}

/// Position of an epoch's seq 1.
pub(super) fn first_position(
    connection: &Connection,
    epoch: Uuid,
) -> Result<Option<i64>, LedgerError> {
    Ok(connection
        .prepare_cached(FIRST_POSITION)?
        .query_row([epoch], |row| row.get(0))
        .optional()?)
}

/// Where an epoch's seq stands, or would stand, in this file.
pub(super) fn position_of(
    connection: &Connection,
    epoch: Uuid,
    seq: u64,
) -> Result<Option<i64>, LedgerError> {
    Ok(first_position(connection, epoch)?.map(|first| first + sql_value::signed(seq) - 1))
}

/// See [`Ledger::hash_at`].
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
    let stored = connection
        .prepare_cached("SELECT hash FROM entries WHERE position = ?1 AND epoch = ?2 AND seq = ?3")?
        .query_row((position, epoch, sql_value::signed(seq)), |row| {
            row.get(0).map(Hash)
        })
        .optional()?;
    Ok(stored)
}
