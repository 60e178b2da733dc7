//! The content of a push: entries of an epoch, in the order of the log.

use domain::entry::{Entry, Hash, Head};
use rusqlite::Connection;
use uuid::Uuid;

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::project::decode;
use crate::table::sync_state;
use crate::table::{entries, epochs, transactions};

/// Entries that are read at once.
const PAGE: u32 = 64;

/// One unbroken run of seqs in this file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EpochRow {
    /// Its id.
    pub epoch: Uuid,
    /// Position of its seq 1.
    pub first_position: i64,
    pub last_seq: u64,
    /// The head that it continues; `None` for the first one.
    pub previous: Option<Head>,
}

/// The entries that the server has not acknowledged yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PendingEntries {
    /// How many there are.
    pub entries: u64,
    /// Sales and refunds among them.
    pub transactions: u64,
    /// When the oldest was recorded, milliseconds since 1970-01-01 UTC by the register's clock.
    pub oldest_recorded_at_ms: Option<i64>,
}

impl Ledger {
    /// The epochs of this file, in their order.
    pub fn epochs(&self) -> Result<Vec<EpochRow>, LedgerError> {
        self.read(|connection| {
            let mut end = entries::last_position(connection)? + 1;
            let mut rows = Vec::new();
            for (epoch, first_position) in epochs::all(connection)?.into_iter().rev() {
                rows.push(EpochRow {
                    epoch,
                    first_position,
                    last_seq: u64::try_from(end - first_position).unwrap_or(0),
                    previous: previous_head(connection, first_position)?,
                });
                end = first_position;
            }
            rows.reverse();
            Ok(rows)
        })
    }

    /// Entries of an epoch from a seq on: at most `max_entries`, and at most `max_body_bytes` of
    /// bodies, but at least one when there is one.
    pub fn push_batch(
        &self,
        epoch: Uuid,
        from_seq: u64,
        max_entries: usize,
        max_body_bytes: usize,
    ) -> Result<Vec<Entry>, LedgerError> {
        self.read(|connection| {
            let mut batch: Vec<Entry> = Vec::new();
            let Some(first) = epochs::position_of(connection, epoch, from_seq)? else {
                return Ok(batch);
            };
            let (mut after, mut bytes) = (first - 1, 0);
            loop {
                let page = entries::after(connection, after, PAGE)?;
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

    /// This ledger's own hash at a seq, [`Hash::ZERO`] at 0; `None` when it has no such entry.
    pub fn hash_at(&self, epoch: Uuid, seq: u64) -> Result<Option<Hash>, LedgerError> {
        let current = self.identity().epoch;
        self.read(|connection| {
            if seq == 0 && epoch == current {
                return Ok(Some(Hash::ZERO));
            }
            epochs::hash_at(connection, epoch, seq)
        })
    }

    /// The entries that the server has not acknowledged yet. The count is computed from positions
    /// and receipt numbers, so its cost does not depend on their number.
    pub fn pending_entries(&self) -> Result<PendingEntries, LedgerError> {
        self.read(pending_entries)
    }
}

fn pending_entries(connection: &Connection) -> Result<PendingEntries, LedgerError> {
    let positions = sync_state::positions(connection)?;
    let (acknowledged, replayed) = (positions.acknowledged, positions.replayed);
    let last = entries::last_position(connection)?;
    let count = u64::try_from(last - acknowledged).unwrap_or(0);
    if count == 0 {
        return Ok(PendingEntries::default());
    }
    // Entries that were appended again are in the table of transactions only once, at their first
    // position.
    let again = if replayed > acknowledged {
        entries::transaction_count(connection, acknowledged, replayed)?
    } else {
        0
    };
    Ok(PendingEntries {
        entries: count,
        transactions: again + receipts_after(connection, acknowledged.max(replayed))?,
        oldest_recorded_at_ms: entries::recorded_at_ms(connection, acknowledged + 1)?,
    })
}

/// The head that the opening of an epoch continues.
fn previous_head(connection: &Connection, position: i64) -> Result<Option<Head>, LedgerError> {
    let body = entries::at(connection, position)?.as_ref().and_then(decode);
    let opening = body.as_ref().and_then(|body| body.opening());
    let previous = opening.and_then(|opening| opening.previous);
    Ok(previous.map(|previous| Head {
        epoch: previous.epoch,
        seq: previous.seq,
        hash: previous.hash,
    }))
}

/// How many receipts are after a position. Receipt numbers have no gaps within an epoch
/// (Promise 8), so the count follows from the first and the last.
fn receipts_after(connection: &Connection, position: i64) -> Result<u64, LedgerError> {
    let first = transactions::first_receipt_after(connection, position)?;
    match (first, transactions::last_receipt(connection)?) {
        (Some(first), Some(last)) if first.epoch == last.epoch => {
            Ok((last.receipt_seq + 1).saturating_sub(first.receipt_seq))
        }
        (Some(_), Some(_)) => transactions::count_after(connection, position),
        _ => Ok(0),
    }
}
