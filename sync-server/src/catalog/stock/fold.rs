//! One fold of one organization, in one database transaction.

use std::collections::BTreeSet;

use tokio_postgres::Row;
use uuid::Uuid;

use crate::database::{Database, DatabaseError, DbTransaction, Durability, retrying};

/// The most seqs of one log in one fold, each with up to 200 movements: the products it touches are
/// held until its commit.
const SEQS_MAX: i64 = 200;

/// A log that was never folded begins at its beginning.
const BEGIN: &str = include_str!("../sql/stock_begin.sql");

/// What a fold has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folded {
    /// Everything that was there.
    All,
    /// A part; there is more.
    Part,
}

/// Adds the movements of an organization that came since the last fold to its products' stock.
///
/// Where the last fold ended moves in the same database transaction, under a lock on its rows:
/// however many nodes fold at once, every movement counts once. The movements of one log become
/// visible in its order, so that nothing ends up below the place where the fold goes on.
pub async fn fold(database: &Database, organization_id: Uuid) -> Result<Folded, DatabaseError> {
    retrying(|| async {
        // Lost together with the place it reached, a fold is only made again.
        let transaction = database.begin(organization_id, Durability::Soon).await?;
        let folded = fold_in(&transaction).await?;
        transaction.commit().await?;
        Ok(folded)
    })
    .await
}

async fn fold_in(transaction: &DbTransaction) -> Result<Folded, DatabaseError> {
    let stretches = Stretches::hold(transaction).await?;
    if stretches.registers.is_empty() {
        return Ok(Folded::All);
    }
    let sums = Sums::read(transaction, &stretches).await?;
    sums.place(transaction).await?;
    stretches.finish(transaction).await?;
    Ok(if stretches.more {
        Folded::Part
    } else {
        Folded::All
    })
}

/// Where the fold of a log goes on; held until the commit.
pub(crate) async fn hold_fold(
    transaction: &DbTransaction,
    register_id: Uuid,
    epoch: Uuid,
) -> Result<i64, DatabaseError> {
    const HOLD: &str = "select seq from stock_folds \
                        where organization_id = $1 and register_id = $2 and epoch = $3 for update";
    let organization_id = transaction.organization_id();
    transaction.execute(BEGIN, &[&organization_id]).await?;
    let place = transaction
        .query_opt(HOLD, &[&organization_id, &register_id, &epoch])
        .await?;
    Ok(place.map_or(Ok(0), |row| row.try_get(0))?)
}

/// Adds the movements of entries that were projected behind the place where the fold goes on (`folded`, as
/// [`hold_fold`] held it): it does not come by again. Those before it wait for it.
pub(crate) async fn fold_behind(
    transaction: &DbTransaction,
    register_id: Uuid,
    epoch: Uuid,
    seqs: &[i64],
    folded: i64,
) -> Result<(), DatabaseError> {
    let mut stretches = Stretches::default();
    for seq in seqs.iter().filter(|seq| **seq <= folded) {
        stretches.registers.push(register_id);
        stretches.epochs.push(epoch);
        stretches.after.push(seq.saturating_sub(1));
        stretches.upto.push(*seq);
    }
    if stretches.registers.is_empty() {
        return Ok(());
    }
    let sums = Sums::read(transaction, &stretches).await?;
    sums.place(transaction).await
}

/// The stretch of each log that is folded now.
#[derive(Default)]
struct Stretches {
    registers: Vec<Uuid>,
    epochs: Vec<Uuid>,
    after: Vec<i64>,
    upto: Vec<i64>,
    more: bool,
}

impl Stretches {
    /// Finds logs that have moved on, and holds their places until the commit.
    async fn hold(transaction: &DbTransaction) -> Result<Self, DatabaseError> {
        const HOLD: &str = include_str!("../sql/stock_hold.sql");
        let organization_id = transaction.organization_id();
        transaction.execute(BEGIN, &[&organization_id]).await?;
        let rows = transaction.query(HOLD, &[&organization_id]).await?;
        let mut stretches = Self::default();
        for row in rows {
            let (after, head): (i64, i64) = (row.try_get(2)?, row.try_get(3)?);
            let upto = head.min(after.saturating_add(SEQS_MAX));
            stretches.registers.push(row.try_get(0)?);
            stretches.epochs.push(row.try_get(1)?);
            stretches.after.push(after);
            stretches.upto.push(upto);
            stretches.more |= upto < head;
        }
        Ok(stretches)
    }

    async fn finish(&self, transaction: &DbTransaction) -> Result<(), DatabaseError> {
        const FINISH: &str = include_str!("../sql/stock_finish.sql");
        let organization_id = transaction.organization_id();
        transaction
            .execute(
                FINISH,
                &[&organization_id, &self.registers, &self.epochs, &self.upto],
            )
            .await?;
        Ok(())
    }
}

/// What is added to which product.
struct Sums {
    products: Vec<Uuid>,
    deltas: Vec<i64>,
}

impl Sums {
    /// Adds up the stretches, and what waited for products that may have arrived.
    async fn read(
        transaction: &DbTransaction,
        stretches: &Stretches,
    ) -> Result<Self, DatabaseError> {
        const SUM: &str = include_str!("../sql/stock_sum.sql");
        let rows = transaction
            .query(
                SUM,
                &[
                    &transaction.organization_id(),
                    &stretches.registers,
                    &stretches.epochs,
                    &stretches.after,
                    &stretches.upto,
                ],
            )
            .await?;
        let read = |row: &Row| Ok::<_, DatabaseError>((row.try_get(0)?, row.try_get(1)?));
        let (products, deltas) = rows
            .iter()
            .map(read)
            .collect::<Result<Vec<(Uuid, i64)>, _>>()?
            .into_iter()
            .unzip();
        Ok(Self { products, deltas })
    }

    /// Adds the sums to the products; those of products that have not arrived wait.
    async fn place(self, transaction: &DbTransaction) -> Result<(), DatabaseError> {
        const HOLD: &str = "select product_id from products \
                            where organization_id = $1 and product_id = any($2) \
                            order by product_id for update";
        const PLACE: &str = include_str!("../sql/stock_place.sql");
        const WAIT: &str = "insert into stock_unplaced \
                            (organization_id, product_id, delta_thousandths) \
                            select $1, sum.* from unnest($2::uuid[], $3::bigint[]) as sum";
        if self.products.is_empty() {
            return Ok(());
        }
        let organization_id = transaction.organization_id();
        // In the order of the ids, as pushes hold them: neither waits for the other in a circle.
        let held = transaction
            .query(HOLD, &[&organization_id, &self.products])
            .await?
            .iter()
            .map(|row| row.try_get(0))
            .collect::<Result<BTreeSet<Uuid>, _>>()?;
        let (placed, waiting) = self.split(&held);
        if !placed.products.is_empty() {
            transaction
                .execute(PLACE, &[&organization_id, &placed.products, &placed.deltas])
                .await?;
        }
        if !waiting.products.is_empty() {
            transaction
                .execute(
                    WAIT,
                    &[&organization_id, &waiting.products, &waiting.deltas],
                )
                .await?;
        }
        Ok(())
    }

    fn split(self, held: &BTreeSet<Uuid>) -> (Self, Self) {
        let pairs = self.products.into_iter().zip(self.deltas);
        let (here, away): (Vec<_>, Vec<_>) = pairs.partition(|(id, _)| held.contains(id));
        let sums = |pairs: Vec<(Uuid, i64)>| {
            let (products, deltas) = pairs.into_iter().unzip();
            Self { products, deltas }
        };
        (sums(here), sums(away))
    }
}
