//! Reading the feed: where it stands, and its rows with what they are about.

use domain::feed::{FeedChange, FeedOrigin, FeedRow};
use tokio_postgres::Row;
use uuid::Uuid;

use super::rows;
use crate::database::{DatabaseError, DbTransaction};

/// The rows after `$2`, at most `$3` (null: all).
pub(super) const FEED_ROWS: &str = include_str!("sql/feed_rows.sql");

/// Where the entities' columns begin in [`FEED_ROWS`].
const PRODUCT: usize = 4;
const USER: usize = PRODUCT + rows::PRODUCT_COLUMNS;
const STORE: usize = USER + 8;
const REGISTER: usize = STORE + 3;
const CONFLICT: usize = REGISTER + 4;

/// Where the feed of an organization stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FeedHead {
    /// The incarnation of the feed.
    pub(super) feed_epoch: Uuid,
    /// Its last number.
    pub(super) feed_seq: u64,
}

impl FeedHead {
    /// Reads it, as this database transaction sees it.
    pub(super) async fn read(transaction: &DbTransaction) -> Result<Self, DatabaseError> {
        const HEAD: &str = include_str!("sql/feed_head.sql");
        let row = transaction
            .query_opt(HEAD, &[&transaction.organization_id()])
            .await?
            .ok_or(DatabaseError::Unreadable {
                column: "feed_epoch",
            })?;
        Ok(Self {
            feed_epoch: row.try_get(0)?,
            feed_seq: rows::count(&row, 1, "feed_seq")?,
        })
    }
}

/// Reads a row of [`FEED_ROWS`].
pub(super) fn feed_row(row: &Row) -> Result<FeedRow, DatabaseError> {
    let register_id: Option<Uuid> = row.try_get(2)?;
    let entry_id: Option<Uuid> = row.try_get(3)?;
    let change = match row.try_get(1)? {
        "product" => FeedChange::Product(Box::new(rows::product(row, PRODUCT)?)),
        "user" => FeedChange::User(Box::new(rows::user(row, USER)?)),
        "store" => FeedChange::Store(Box::new(rows::store(row, STORE)?)),
        "register" => FeedChange::Register(rows::register(row, REGISTER)?),
        "conflict" => FeedChange::Conflict(Box::new(rows::conflict(row, CONFLICT)?)),
        _ => return Err(DatabaseError::Unreadable { column: "entity" }),
    };
    Ok(FeedRow {
        feed_seq: rows::count(row, 0, "feed_seq")?,
        origin: register_id
            .zip(entry_id)
            .map(|(register_id, entry_id)| FeedOrigin {
                register_id,
                entry_id,
            }),
        change,
    })
}
