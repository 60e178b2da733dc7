//! `quarantine`: entries that are stored and not, or not wholly, projected (Promise 5).

use domain::Code as _;
use domain::entry::{ClockReading, Entry, EntryHeader, EntryKind};
use protocol::{QuarantineReason, Quarantined};
use tokio_postgres::Row;
use uuid::Uuid;

use super::row::{ReadColumn as _, stored_seq};
use super::row_set::RowSet;
use crate::database::{DatabaseError, DbTransaction};

/// A row of `quarantine`.
pub(crate) struct QuarantineRow<'a> {
    pub(crate) seq: u64,
    pub(crate) entry_id: Uuid,
    pub(crate) reason: QuarantineReason,
    pub(crate) detail: &'a str,
    pub(crate) projected: bool,
}

/// A position in the logs of an organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LogPosition {
    pub(crate) register_id: Uuid,
    pub(crate) epoch: Uuid,
    pub(crate) seq: u64,
}

/// An entry that could not be read when it arrived.
pub(crate) struct UnreadableRow {
    pub(crate) entry: Entry,
    /// Whether it arrived in this epoch first: its id was not stored before from another epoch.
    pub(crate) arrived_first: bool,
}

/// An edit of products that waits for its product.
pub(crate) struct DeferredRow {
    pub(crate) at: LogPosition,
    pub(crate) entry_id: Uuid,
    pub(crate) version: u16,
    pub(crate) body: Vec<u8>,
}

/// The outcome of an entry that was in quarantine.
pub(crate) struct OutcomeRow<'a> {
    pub(crate) seq: u64,
    /// `None`: the reason and its detail stay.
    pub(crate) reason: Option<(QuarantineReason, &'a str)>,
    pub(crate) projected: bool,
}

/// The entries in quarantine from one seq to another, both included.
pub(crate) async fn between(
    transaction: &DbTransaction,
    register_id: Uuid,
    epoch: Uuid,
    first: u64,
    last: u64,
) -> Result<Vec<Quarantined>, DatabaseError> {
    const BETWEEN: &str = "select seq, entry_id, reason from quarantine \
         where organization_id = $1 and register_id = $2 and epoch = $3 \
           and seq between $4 and $5 order by seq";
    let (first, last) = (stored_seq(first)?, stored_seq(last)?);
    let organization_id = transaction.organization_id();
    let rows = transaction
        .query(
            BETWEEN,
            &[&organization_id, &register_id, &epoch, &first, &last],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let reason = QuarantineReason::from_code(row.try_get("reason")?);
            Ok(Quarantined {
                seq: row.unsigned("seq")?,
                entry_id: row.try_get("entry_id")?,
                reason: reason.unwrap_or(QuarantineReason::Other),
            })
        })
        .collect()
}

pub(crate) async fn insert(
    transaction: &DbTransaction,
    register_id: Uuid,
    epoch: Uuid,
    rows: &[QuarantineRow<'_>],
) -> Result<u64, DatabaseError> {
    RowSet::new(rows)
        .shared("register_id", &register_id)
        .shared("epoch", &epoch)
        .column("seq", |row| i64::try_from(row.seq).unwrap_or(i64::MAX))
        .column("entry_id", |row| row.entry_id)
        .column("reason", |row| row.reason.as_str())
        .column("detail", |row| row.detail)
        .column("projected", |row| row.projected)
        .insert(transaction, "quarantine", "")
        .await
}

/// Entries of an unknown kind or version after this position, in the order of the logs, locked
/// until the commit.
pub(crate) async fn unreadable_after(
    transaction: &DbTransaction,
    after: LogPosition,
    most: i64,
) -> Result<Vec<UnreadableRow>, DatabaseError> {
    const LOAD: &str = include_str!("sql/quarantine_unreadable.sql");
    let organization_id = transaction.organization_id();
    let rows = transaction
        .query(
            LOAD,
            &[
                &organization_id,
                &after.register_id,
                &after.epoch,
                &stored_seq(after.seq)?,
                &most,
            ],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(UnreadableRow {
                entry: entry(organization_id, row)?,
                arrived_first: row.try_get("arrived_first")?,
            })
        })
        .collect()
}

fn entry(organization_id: Uuid, row: &Row) -> Result<Entry, DatabaseError> {
    Ok(Entry {
        header: EntryHeader {
            organization_id,
            register_id: row.try_get("register_id")?,
            epoch: row.try_get("epoch")?,
            seq: row.unsigned("seq")?,
            entry_id: row.try_get("entry_id")?,
            kind: EntryKind::from_code(row.try_get("kind")?),
            version: version(row)?,
            recorded_at_ms: row.try_get("recorded_at_ms")?,
            clock: ClockReading {
                utc_offset_minutes: row.try_get("utc_offset_minutes")?,
                suspect: row.try_get("clock_suspect")?,
            },
            prev_hash: row.hash("prev_hash")?,
        },
        hash: row.hash("hash")?,
        signature: row.bytes("signature")?,
        body: row.try_get("body")?,
    })
}

fn version(row: &Row) -> Result<u16, DatabaseError> {
    let version: i32 = row.try_get("version")?;
    u16::try_from(version).map_err(|_| DatabaseError::OutOfRange { what: "a version" })
}

/// Stores the outcome of entries of one log.
pub(crate) async fn store_outcome(
    transaction: &DbTransaction,
    register_id: Uuid,
    epoch: Uuid,
    rows: &[OutcomeRow<'_>],
) -> Result<(), DatabaseError> {
    const OUTCOME: &str = include_str!("sql/quarantine_outcome.sql");
    let seqs: Vec<i64> = rows
        .iter()
        .map(|row| stored_seq(row.seq))
        .collect::<Result<_, _>>()?;
    let reasons: Vec<Option<&str>> = rows
        .iter()
        .map(|row| row.reason.map(|(reason, _)| reason.as_str()))
        .collect();
    let details: Vec<Option<&str>> = rows
        .iter()
        .map(|row| row.reason.map(|(_, detail)| detail))
        .collect();
    let projected: Vec<bool> = rows.iter().map(|row| row.projected).collect();
    transaction
        .execute(
            OUTCOME,
            &[
                &transaction.organization_id(),
                &register_id,
                &epoch,
                &seqs,
                &reasons,
                &details,
                &projected,
            ],
        )
        .await?;
    Ok(())
}

/// Edits that wait for their product, in the order of arrival, locked until the commit.
pub(crate) async fn deferred_edits(
    transaction: &DbTransaction,
) -> Result<Vec<DeferredRow>, DatabaseError> {
    const LOAD: &str = include_str!("sql/quarantine_deferred_edits.sql");
    let rows = transaction
        .query(LOAD, &[&transaction.organization_id()])
        .await?;
    rows.iter()
        .map(|row| {
            Ok(DeferredRow {
                at: LogPosition {
                    register_id: row.try_get("register_id")?,
                    epoch: row.try_get("epoch")?,
                    seq: row.unsigned("seq")?,
                },
                entry_id: row.try_get("entry_id")?,
                version: version(row)?,
                body: row.try_get("body")?,
            })
        })
        .collect()
}

/// Marks entries as projected.
pub(crate) async fn mark_projected(
    transaction: &DbTransaction,
    entries: &[LogPosition],
) -> Result<(), DatabaseError> {
    const MARK: &str = "update quarantine set projected = true, updated_at = now() \
         from unnest($2::uuid[], $3::uuid[], $4::bigint[]) as taken (register_id, epoch, seq) \
         where quarantine.organization_id = $1 and quarantine.register_id = taken.register_id \
           and quarantine.epoch = taken.epoch and quarantine.seq = taken.seq";
    if entries.is_empty() {
        return Ok(());
    }
    let registers: Vec<Uuid> = entries.iter().map(|entry| entry.register_id).collect();
    let epochs: Vec<Uuid> = entries.iter().map(|entry| entry.epoch).collect();
    let seqs: Vec<i64> = entries
        .iter()
        .map(|entry| stored_seq(entry.seq))
        .collect::<Result<_, _>>()?;
    let organization_id = transaction.organization_id();
    transaction
        .execute(MARK, &[&organization_id, &registers, &epochs, &seqs])
        .await?;
    Ok(())
}

/// A line for each reason, with the number of entries.
pub(crate) async fn lines(transaction: &DbTransaction) -> Result<Vec<String>, DatabaseError> {
    const LINES: &str = "select reason \
             || case when projected then ', counted all the same: ' else ', not counted: ' end \
             || count(*) as line \
         from quarantine where organization_id = $1 \
         group by reason, projected order by reason, projected";
    let rows = transaction
        .query(LINES, &[&transaction.organization_id()])
        .await?;
    rows.iter().map(|row| Ok(row.try_get("line")?)).collect()
}
