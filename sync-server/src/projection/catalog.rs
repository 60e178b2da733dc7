//! Applies and publishes changes of products, people and stores.
//!
//! Every row that the edits touch is loaded once and locked in the order of the ids. The edits are
//! merged in memory in the order of the log, and each row is written once. So the number of
//! statements does not depend on the number of edits.

use domain::catalog::ProductChange;
use domain::entry::EntryBody;
use domain::entry::kinds::{StoreChanged, UserChanged};
use domain::feed::{EntityKind, FeedOrigin};

use super::quarantine::QuarantineList;
use super::{Arrival, people, products, stores};
use crate::database::{DatabaseError, DbTransaction};
use crate::feed::{ChangedEntity, publish};
use protocol::receive::VerifiedEntry;

/// The entries of a push that concern the catalog, each kind in the order of the log.
#[derive(Default)]
pub(super) struct CatalogEdits<'e> {
    pub(super) products: Vec<(&'e VerifiedEntry, &'e [ProductChange])>,
    pub(super) users: Vec<(&'e VerifiedEntry, &'e UserChanged)>,
    pub(super) stores: Vec<(&'e VerifiedEntry, &'e StoreChanged)>,
}

impl<'e> CatalogEdits<'e> {
    pub(super) fn add(&mut self, entry: &'e VerifiedEntry, body: &'e EntryBody) {
        let changes = body.product_changes();
        if !changes.is_empty() {
            self.products.push((entry, changes));
        }
        self.users
            .extend(body.user_change().map(|body| (entry, body)));
        self.stores
            .extend(body.store_change().map(|body| (entry, body)));
    }
}

impl Arrival<'_> {
    /// The entry as the origin of a row of the feed.
    pub(super) fn origin(&self, entry: &VerifiedEntry) -> FeedOrigin {
        FeedOrigin {
            register_id: self.register_id,
            entry_id: entry.entry_id,
        }
    }
}

/// Applies the edits to products, people and stores, and publishes the changes. Returns the last
/// number of the feed, whose counter is locked from here to the commit.
pub(super) async fn project(
    transaction: &DbTransaction,
    arrival: &Arrival<'_>,
    edits: &CatalogEdits<'_>,
    quarantine: &mut QuarantineList,
) -> Result<u64, DatabaseError> {
    let mut changed = products::project(transaction, arrival, &edits.products, quarantine).await?;
    changed.extend(people::project(transaction, arrival, &edits.users).await?);
    changed.extend(stores::project(transaction, arrival, &edits.stores, quarantine).await?);
    if arrival.register_changed {
        changed.push(ChangedEntity {
            entity: EntityKind::Register,
            id: arrival.register_id,
            origin: None,
        });
    }
    publish(transaction, &changed).await
}
