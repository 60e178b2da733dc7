//! `catalog_feed`: one row per entity, at the number of its last change.

use domain::feed::{FeedChange, FeedOrigin, FeedRow};
use tokio_postgres::{Row, RowStream};
use uuid::Uuid;

use super::row::{ReadColumn as _, unreadable};
use super::{catalog_conflicts, products, registers, stores, users};
use crate::database::{DatabaseError, DbTransaction};

/// The rows above `$2`, at most `$3` (null: all), each with its entity as it is now.
const ROWS: &str = include_str!("sql/feed_rows.sql");

/// An entity at its new number.
pub(crate) struct MovedRow {
    pub(crate) feed_seq: i64,
    pub(crate) entity: &'static str,
    pub(crate) entity_id: Uuid,
    pub(crate) origin: Option<FeedOrigin>,
}

/// Moves each entity to its new number.
pub(crate) async fn move_rows(
    transaction: &DbTransaction,
    rows: &[MovedRow],
) -> Result<u64, DatabaseError> {
    super::row_set::RowSet::new(rows)
        .column("feed_seq", |row| row.feed_seq)
        .column("entity", |row| row.entity)
        .column("entity_id", |row| row.entity_id)
        .column("origin_register_id", |row| {
            row.origin.map(|origin| origin.register_id)
        })
        .column("origin_entry_id", |row| {
            row.origin.map(|origin| origin.entry_id)
        })
        .insert(
            transaction,
            "catalog_feed",
            "on conflict (organization_id, entity, entity_id) do update \
             set feed_seq = excluded.feed_seq, \
                 origin_register_id = excluded.origin_register_id, \
                 origin_entry_id = excluded.origin_entry_id, \
                 updated_at = now()",
        )
        .await
}

/// The rows above a number, at most so many.
pub(crate) async fn rows_after(
    transaction: &DbTransaction,
    after: i64,
    most: i64,
) -> Result<Vec<FeedRow>, DatabaseError> {
    let rows = transaction
        .query(ROWS, &[&transaction.organization_id(), &after, &most])
        .await?;
    rows.iter().map(read).collect()
}

/// All rows, unread: [`read`] reads them.
pub(crate) async fn stream(transaction: &DbTransaction) -> Result<RowStream, DatabaseError> {
    transaction
        .query_raw(
            ROWS,
            &[&transaction.organization_id(), &0_i64, &None::<i64>],
        )
        .await
}

/// How many rows [`stream`] yields.
pub(crate) async fn count(transaction: &DbTransaction) -> Result<u64, DatabaseError> {
    const COUNT: &str = include_str!("sql/feed_count_rows.sql");
    let row = transaction
        .query_opt(COUNT, &[&transaction.organization_id()])
        .await?
        .ok_or(unreadable("count"))?;
    row.unsigned("count")
}

/// Reads a row of the feed.
pub(crate) fn read(row: &Row) -> Result<FeedRow, DatabaseError> {
    let register_id: Option<Uuid> = row.try_get("origin_register_id")?;
    let entry_id: Option<Uuid> = row.try_get("origin_entry_id")?;
    let change = match row.try_get("entity")? {
        "product" => FeedChange::Product(Box::new(products::from_feed(row)?)),
        "user" => FeedChange::User(Box::new(users::from_feed(row)?)),
        "store" => FeedChange::Store(Box::new(stores::from_feed(row)?)),
        "register" => FeedChange::Register(registers::from_feed(row)?),
        "conflict" => FeedChange::Conflict(Box::new(catalog_conflicts::from_feed(row)?)),
        _ => return Err(unreadable("entity")),
    };
    Ok(FeedRow {
        feed_seq: row.unsigned("feed_seq")?,
        origin: register_id
            .zip(entry_id)
            .map(|(register_id, entry_id)| FeedOrigin {
                register_id,
                entry_id,
            }),
        change,
    })
}
