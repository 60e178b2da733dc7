//! `catalog_feed`: one row per entity, at the number of its last change.

use domain::Code as _;
use domain::feed::{EntityKind, FeedChange, FeedOrigin, FeedRow, UnknownChange};
use serde_json::json;
use tokio_postgres::{Row, RowStream};
use uuid::Uuid;

use super::row::{ReadColumn as _, unreadable};
use super::{catalog_conflicts, products, registers, stores, users};
use crate::database::{DatabaseError, DbTransaction};

/// The rows above `$2`, at most `$3` (null: all), each with the current state of its entity.
const ROWS: &str = include_str!("sql/feed_rows.sql");

/// An entity at its new number.
pub(crate) struct MovedRow {
    pub(crate) feed_seq: i64,
    pub(crate) entity: EntityKind,
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
        .column("entity", |row| row.entity.as_str())
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

/// The rows above a number, up to a limit.
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
///
/// While nodes are replaced, a newer one may have stored a row that this program cannot read. Such
/// a row must not stop the others, so it is sent without its content. The register notes its
/// number, and asks for it again after its own upgrade, which comes after that of the servers. The
/// id is sent, because the register must not undo its own change of that entity meanwhile.
pub(crate) fn read(row: &Row) -> Result<FeedRow, DatabaseError> {
    let feed_seq = row.unsigned("feed_seq")?;
    let register_id: Option<Uuid> = row.try_get("origin_register_id")?;
    let entry_id: Option<Uuid> = row.try_get("origin_entry_id")?;
    let change = read_change(row).or_else(|error| {
        let entity: &str = row.try_get("entity")?;
        let entity_id: Uuid = row.try_get("entity_id")?;
        let id_field = format!("{entity}_id");
        tracing::warn!(feed_seq, entity, %error, "a row of the feed cannot be read");
        let unread = json!({ "entity": entity, (id_field): entity_id, "unread_by_server": true });
        Ok::<_, DatabaseError>(FeedChange::Unknown(UnknownChange::new(unread)))
    });
    Ok(FeedRow {
        feed_seq,
        origin: register_id
            .zip(entry_id)
            .map(|(register_id, entry_id)| FeedOrigin {
                register_id,
                entry_id,
            }),
        change: change?,
    })
}

fn read_change(row: &Row) -> Result<FeedChange, DatabaseError> {
    Ok(match row.code("entity")? {
        EntityKind::Product => FeedChange::Product(Box::new(products::from_feed(row)?)),
        EntityKind::User => FeedChange::User(Box::new(users::from_feed(row)?)),
        EntityKind::Store => FeedChange::Store(Box::new(stores::from_feed(row)?)),
        EntityKind::Register => FeedChange::Register(registers::from_feed(row)?),
        EntityKind::Conflict => FeedChange::Conflict(Box::new(catalog_conflicts::from_feed(row)?)),
    })
}
