//! One fold of one organization, in one database transaction.

use uuid::Uuid;

use crate::database::{Database, DatabaseError, DbTransaction, Durability, retrying};
use crate::table::stock_folds::{self, LogRange};
use crate::table::{products, stock_movements, stock_unplaced};

/// The most entries of one log in one fold, each with up to 200 movements: their products are
/// locked until the commit.
const ENTRIES_MAX: i64 = 200;

/// How far a fold got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoldProgress {
    /// Everything is folded.
    All,
    /// There is more to fold.
    Part,
}

/// Adds the movements of an organization that came since the last fold to the stock of products.
///
/// The position where the next fold begins moves in the same database transaction, under a lock. So
/// every movement counts once, even when several nodes fold at the same time. The movements of one
/// log become visible in its order, so a movement never appears below that position.
pub async fn fold(
    database: &Database,
    organization_id: Uuid,
) -> Result<FoldProgress, DatabaseError> {
    retrying(|| async {
        // A fold that is lost together with its position is simply done again.
        let transaction = database.begin(organization_id, Durability::Soon).await?;
        let progress = fold_in(&transaction).await?;
        transaction.commit().await?;
        Ok(progress)
    })
    .await
}

async fn fold_in(transaction: &DbTransaction) -> Result<FoldProgress, DatabaseError> {
    let mut ranges = stock_folds::lock_unfolded(transaction).await?;
    if ranges.is_empty() {
        return Ok(FoldProgress::All);
    }
    let mut progress = FoldProgress::All;
    for range in &mut ranges {
        let most = range.after.saturating_add(ENTRIES_MAX);
        if range.upto > most {
            range.upto = most;
            progress = FoldProgress::Part;
        }
    }
    add_to_stock(transaction, &ranges).await?;
    stock_folds::advance(transaction, &ranges).await?;
    Ok(progress)
}

/// Where the fold of one log continues; locked until the commit.
pub(crate) async fn lock_fold(
    transaction: &DbTransaction,
    register_id: Uuid,
    epoch: Uuid,
) -> Result<i64, DatabaseError> {
    stock_folds::lock(transaction, register_id, epoch).await
}

/// Adds the movements of entries that were projected late: the fold has passed them already and
/// does not go back. Later entries are left to the fold. `folded` is the result of [`lock_fold`].
pub(crate) async fn fold_late(
    transaction: &DbTransaction,
    register_id: Uuid,
    epoch: Uuid,
    seqs: &[u64],
    folded: i64,
) -> Result<(), DatabaseError> {
    let ranges: Vec<LogRange> = seqs
        .iter()
        .map(|seq| stock_folds::range_of_entry(register_id, epoch, *seq))
        .collect::<Result<_, _>>()?;
    let late: Vec<LogRange> = ranges
        .into_iter()
        .filter(|range| range.upto <= folded)
        .collect();
    if late.is_empty() {
        return Ok(());
    }
    add_to_stock(transaction, &late).await
}

/// Adds the movements of these parts of logs to the stock of their products. Movements of products
/// that have not arrived wait.
async fn add_to_stock(
    transaction: &DbTransaction,
    ranges: &[LogRange],
) -> Result<(), DatabaseError> {
    let sums = stock_movements::take_sums(transaction, ranges).await?;
    if sums.is_empty() {
        return Ok(());
    }
    let product_ids: Vec<Uuid> = sums.iter().map(|(product_id, _)| *product_id).collect();
    let stored = products::lock(transaction, &product_ids).await?;
    let (placed, waiting): (Vec<_>, Vec<_>) = sums
        .into_iter()
        .partition(|(product_id, _)| stored.contains(product_id));
    products::add_stock(transaction, &placed).await?;
    stock_unplaced::insert(transaction, &waiting).await?;
    Ok(())
}
