//! `stock_folds`: up to which entry the movements of each log are added to the stock of products.

use uuid::Uuid;

use super::row::stored_seq;
use crate::database::{DatabaseError, DbTransaction};

/// A part of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LogRange {
    pub(crate) register_id: Uuid,
    pub(crate) epoch: Uuid,
    /// The seq before the first entry.
    pub(crate) after: i64,
    /// The seq of the last entry.
    pub(crate) upto: i64,
}

/// The part of each log that is not folded yet; the positions are locked until the commit.
pub(crate) async fn lock_unfolded(
    transaction: &DbTransaction,
) -> Result<Vec<LogRange>, DatabaseError> {
    const LOCK: &str = include_str!("sql/stock_hold.sql");
    begin(transaction).await?;
    let rows = transaction
        .query(LOCK, &[&transaction.organization_id()])
        .await?;
    rows.iter()
        .map(|row| {
            Ok(LogRange {
                register_id: row.try_get("register_id")?,
                epoch: row.try_get("epoch")?,
                after: row.try_get("folded_seq")?,
                upto: row.try_get("head_seq")?,
            })
        })
        .collect()
}

/// Up to which seq one log is folded; the position is locked until the commit.
pub(crate) async fn lock(
    transaction: &DbTransaction,
    register_id: Uuid,
    epoch: Uuid,
) -> Result<i64, DatabaseError> {
    const LOCK: &str = "select seq from stock_folds \
         where organization_id = $1 and register_id = $2 and epoch = $3 for update";
    begin(transaction).await?;
    let row = transaction
        .query_opt(
            LOCK,
            &[&transaction.organization_id(), &register_id, &epoch],
        )
        .await?;
    Ok(row.map_or(Ok(0), |row| row.try_get("seq"))?)
}

/// Gives every log that was never folded a position at its beginning.
async fn begin(transaction: &DbTransaction) -> Result<(), DatabaseError> {
    const BEGIN: &str = "insert into stock_folds (organization_id, register_id, epoch, seq) \
         select organization_id, register_id, epoch, 0 from register_heads \
         where organization_id = $1 on conflict do nothing";
    transaction
        .execute(BEGIN, &[&transaction.organization_id()])
        .await?;
    Ok(())
}

/// Moves the positions to the ends of these parts.
pub(crate) async fn advance(
    transaction: &DbTransaction,
    ranges: &[LogRange],
) -> Result<(), DatabaseError> {
    const ADVANCE: &str = "update stock_folds set seq = range.upto, updated_at = now() \
         from unnest($2::uuid[], $3::uuid[], $4::bigint[]) as range (register_id, epoch, upto) \
         where stock_folds.organization_id = $1 and stock_folds.register_id = range.register_id \
           and stock_folds.epoch = range.epoch";
    let registers: Vec<Uuid> = ranges.iter().map(|range| range.register_id).collect();
    let epochs: Vec<Uuid> = ranges.iter().map(|range| range.epoch).collect();
    let ends: Vec<i64> = ranges.iter().map(|range| range.upto).collect();
    let organization_id = transaction.organization_id();
    transaction
        .execute(ADVANCE, &[&organization_id, &registers, &epochs, &ends])
        .await?;
    Ok(())
}

/// The part of a log that consists of one entry.
pub(crate) fn range_of_entry(
    register_id: Uuid,
    epoch: Uuid,
    seq: u64,
) -> Result<LogRange, DatabaseError> {
    let upto = stored_seq(seq)?;
    Ok(LogRange {
        register_id,
        epoch,
        after: upto.saturating_sub(1),
        upto,
    })
}
