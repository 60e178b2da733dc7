//! A push's edits, applied to products, people and stores.
//!
//! Everything that the edits touch is loaded once and locked in the order of its ids, merged in
//! memory in the order of the log, and written once: the number of statements does not grow with
//! the push.

mod people;
mod product_rows;
mod products;
mod shelf;
mod stores;
mod waiting;

use domain::entry::EntryBody;
use domain::feed::FeedOrigin;
use protocol::QuarantineReason;

use super::feed::{Entity, Touched, publish};
use super::{CatalogEntry, CatalogPush, Projected, StoodAside};
use crate::database::{DatabaseError, DbTransaction};

/// Applies a push to products, people and stores, inside the push's database transaction. It comes
/// last there: the feed's counter is taken here and held until the commit.
pub async fn project(
    transaction: &DbTransaction,
    push: &CatalogPush<'_>,
) -> Result<Projected, DatabaseError> {
    let mut aside = Vec::new();
    let mut touched = Vec::new();
    products::project(transaction, push, &mut touched, &mut aside).await?;
    people::project(transaction, push, &mut touched).await?;
    stores::project(transaction, push, &mut touched, &mut aside).await?;
    if push.register_changed {
        touched.push(Touched {
            entity: Entity::Register,
            id: push.register_id,
            origin: None,
        });
    }
    aside.sort_by_key(|one| one.seq);
    Ok(Projected {
        feed_seq: publish(transaction, &touched).await?,
        aside,
    })
}

impl CatalogPush<'_> {
    fn origin(&self, entry: &CatalogEntry<'_>) -> FeedOrigin {
        FeedOrigin {
            register_id: self.register_id,
            entry_id: entry.entry_id,
        }
    }

    /// The entries of one kind, with their bodies.
    fn of_kind<'a, B>(
        &'a self,
        body: fn(&'a EntryBody) -> Option<&'a B>,
    ) -> impl Iterator<Item = (&'a CatalogEntry<'a>, &'a B)> {
        self.entries
            .iter()
            .filter_map(move |entry| Some((entry, body(entry.body)?)))
    }
}

impl StoodAside {
    fn whole(
        entry: &CatalogEntry<'_>,
        reason: QuarantineReason,
        detail: impl std::fmt::Display,
    ) -> Self {
        Self {
            seq: entry.seq,
            reason,
            detail: detail.to_string(),
            projected: false,
        }
    }
}
