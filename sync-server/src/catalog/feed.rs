//! The feed's numbers: which entities changed, in the order in which readers see it.

use domain::feed::FeedOrigin;
use uuid::Uuid;

use crate::database::{DatabaseError, DbTransaction};

/// What can be the subject of a row of the feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entity {
    /// A row of `products`.
    Product,
    /// A row of `users`.
    User,
    /// A row of `stores`.
    Store,
    /// A row of `registers`.
    Register,
    /// A row of `catalog_conflicts`.
    Conflict,
}

impl Entity {
    /// The code in `catalog_feed.entity`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::User => "user",
            Self::Store => "store",
            Self::Register => "register",
            Self::Conflict => "conflict",
        }
    }
}

/// An entity that has changed in a database transaction.
#[derive(Debug, Clone, Copy)]
pub struct Touched {
    /// What it is.
    pub entity: Entity,
    /// Which one.
    pub id: Uuid,
    /// The entry that changed it, when one did.
    pub origin: Option<FeedOrigin>,
}

/// Gives each of these a number above all others, and returns the feed's last one.
///
/// From here to the commit no other database transaction of the organization gets a number, so that
/// numbers become visible in their order and a reader can skip none: call it last. Each entity may
/// stand in `touched` once.
pub async fn publish(
    transaction: &DbTransaction,
    touched: &[Touched],
) -> Result<u64, DatabaseError> {
    const COUNT: &str = include_str!("sql/feed_count.sql");
    const MOVE: &str = include_str!("sql/feed_move.sql");
    if touched.is_empty() {
        return last(transaction).await;
    }
    let organization_id = transaction.organization_id();
    let many = i64::try_from(touched.len()).map_err(|_| out_of_range())?;
    let row = transaction
        .query_opt(COUNT, &[&organization_id, &many])
        .await?
        .ok_or(DatabaseError::Unreadable { column: "feed_seq" })?;
    let last: i64 = row.try_get(0)?;
    let entities: Vec<&str> = touched.iter().map(|one| one.entity.as_str()).collect();
    let ids: Vec<Uuid> = touched.iter().map(|one| one.id).collect();
    let origin = |of: fn(FeedOrigin) -> Uuid| -> Vec<Option<Uuid>> {
        touched.iter().map(|one| one.origin.map(of)).collect()
    };
    let registers = origin(|origin| origin.register_id);
    let entries = origin(|origin| origin.entry_id);
    let before = last - many;
    transaction
        .execute(
            MOVE,
            &[
                &organization_id,
                &before,
                &entities,
                &ids,
                &registers,
                &entries,
            ],
        )
        .await?;
    u64::try_from(last).map_err(|_| out_of_range())
}

/// The feed's last number that is visible; 0 of an organization that has none.
pub async fn last(transaction: &DbTransaction) -> Result<u64, DatabaseError> {
    const LAST: &str = "select feed_seq from feed_counters where organization_id = $1";
    let row = transaction
        .query_opt(LAST, &[&transaction.organization_id()])
        .await?;
    let last: i64 = row.map_or(Ok(0), |row| row.try_get(0))?;
    u64::try_from(last).map_err(|_| out_of_range())
}

const fn out_of_range() -> DatabaseError {
    DatabaseError::OutOfRange { what: "feed_seq" }
}
