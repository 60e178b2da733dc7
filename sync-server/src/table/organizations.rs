//! `organizations`.

use uuid::Uuid;

use super::row::{ReadColumn as _, unreadable};
use crate::database::{DatabaseError, DbTransaction};

/// A new organization.
pub(crate) struct OrganizationRow<'a> {
    pub(crate) name: &'a str,
    pub(crate) store_name: &'a str,
    pub(crate) feed_epoch: Uuid,
    pub(crate) pepper_sealed: &'a [u8],
}

/// The incarnation of an organization's feed, and its last number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FeedHead {
    pub(crate) feed_epoch: Uuid,
    pub(crate) feed_seq: u64,
}

/// Stores a new organization; false if its id is taken.
pub(crate) async fn insert(
    transaction: &DbTransaction,
    row: &OrganizationRow<'_>,
) -> Result<bool, DatabaseError> {
    const INSERT: &str = "insert into organizations \
           (organization_id, name, store_name, feed_epoch, pepper_sealed) \
         values ($1, $2, $3, $4, $5) on conflict do nothing";
    let inserted = transaction
        .execute(
            INSERT,
            &[
                &transaction.organization_id(),
                &row.name,
                &row.store_name,
                &row.feed_epoch,
                &row.pepper_sealed,
            ],
        )
        .await?;
    Ok(inserted == 1)
}

/// The name; `None` if the organization does not exist.
pub(crate) async fn name(transaction: &DbTransaction) -> Result<Option<String>, DatabaseError> {
    const NAME: &str = "select name from organizations where organization_id = $1";
    let row = transaction
        .query_opt(NAME, &[&transaction.organization_id()])
        .await?;
    row.map(|row| Ok(row.try_get("name")?)).transpose()
}

/// The sealed pepper; `None` if the organization does not exist.
pub(crate) async fn pepper_sealed(
    transaction: &DbTransaction,
) -> Result<Option<Vec<u8>>, DatabaseError> {
    const SEALED: &str = "select pepper_sealed from organizations where organization_id = $1";
    let row = transaction
        .query_opt(SEALED, &[&transaction.organization_id()])
        .await?;
    row.map(|row| Ok(row.try_get("pepper_sealed")?)).transpose()
}

/// Locks the organization, so that tasks that work on all of it run one after another.
pub(crate) async fn lock(transaction: &DbTransaction) -> Result<(), DatabaseError> {
    const LOCK: &str = "select 1 as one from organizations where organization_id = $1 \
                        for no key update";
    transaction
        .query_opt(LOCK, &[&transaction.organization_id()])
        .await?;
    Ok(())
}

/// The head of the feed, as this database transaction sees it.
pub(crate) async fn feed_head(transaction: &DbTransaction) -> Result<FeedHead, DatabaseError> {
    const HEAD: &str = "select organizations.feed_epoch, \
             coalesce(feed_counters.feed_seq, 0) as feed_seq \
         from organizations left join feed_counters using (organization_id) \
         where organizations.organization_id = $1";
    let row = transaction
        .query_opt(HEAD, &[&transaction.organization_id()])
        .await?
        .ok_or(unreadable("feed_epoch"))?;
    Ok(FeedHead {
        feed_epoch: row.try_get("feed_epoch")?,
        feed_seq: row.unsigned("feed_seq")?,
    })
}

/// Gives the feed a new incarnation.
pub(crate) async fn set_feed_epoch(
    transaction: &DbTransaction,
    feed_epoch: Uuid,
) -> Result<(), DatabaseError> {
    const SET: &str = "update organizations set feed_epoch = $2 where organization_id = $1";
    transaction
        .execute(SET, &[&transaction.organization_id(), &feed_epoch])
        .await?;
    Ok(())
}
