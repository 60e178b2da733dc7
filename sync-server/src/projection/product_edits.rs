//! The products that a push changes: loaded once, merged in memory, written once.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::catalog::ProductChange;
use domain::catalog::merge::{ArrivedEdit, MergeError, Merged, TrackedProduct, merge};
use domain::feed::{CatalogConflict, EntityKind, FeedOrigin};
use domain::stock::StockReason;
use uuid::Uuid;

use super::Arrival;
use crate::database::{DatabaseError, DbTransaction};
use crate::feed::ChangedEntity;
use crate::table::stock_movements::MovementRow;
use crate::table::{catalog_conflicts, categories, products, stock_movements};

/// The products that a push names, in their state after its edits.
pub(super) struct ProductEdits {
    /// A product that is not stored is missing here until an edit creates it.
    products: BTreeMap<Uuid, TrackedProduct>,
    /// The products that are stored.
    stored: BTreeSet<Uuid>,
    /// Which products have the SKUs that the push names.
    sku_owners: HashMap<String, Uuid>,
    /// The products that are named, with the entry that named them last.
    named: BTreeMap<Uuid, FeedOrigin>,
    conflicts: BTreeMap<Uuid, (CatalogConflict, FeedOrigin)>,
    /// Opening stock of products: separate movements, folded like all others.
    opening: Vec<MovementRow>,
}

/// How to undo an edit of an entry whose later edits fail.
struct UndoEdit {
    product_id: Uuid,
    before: Option<TrackedProduct>,
    after_sku: Option<String>,
}

impl ProductEdits {
    /// Loads the rows that these changes name. Each part belongs to one entry.
    pub(super) async fn load(
        transaction: &DbTransaction,
        named: &[&[ProductChange]],
    ) -> Result<Self, DatabaseError> {
        let changes = || named.iter().copied().flatten();
        let ids: BTreeSet<Uuid> = changes().map(|change| change.product_id).collect();
        let skus: BTreeSet<&str> = changes()
            .filter_map(|change| change.patch.sku.as_ref()?.as_deref())
            .collect();
        let ids: Vec<Uuid> = ids.into_iter().collect();
        let skus: Vec<&str> = skus.into_iter().collect();
        let products = products::load(transaction, &ids).await?;
        let mut sku_owners = products::sku_owners(transaction, &skus).await?;
        for (id, tracked) in &products {
            if let Some(sku) = &tracked.product.sku {
                sku_owners.insert(sku.clone(), *id);
            }
        }
        Ok(Self {
            stored: products.keys().copied().collect(),
            products,
            sku_owners,
            named: BTreeMap::new(),
            conflicts: BTreeMap::new(),
            opening: Vec::new(),
        })
    }

    /// Merges one entry: all of its edits or, when one cannot be merged, none.
    pub(super) fn merge(
        &mut self,
        origin: FeedOrigin,
        changes: &[ProductChange],
        server_time_ms: i64,
    ) -> Result<(), MergeError> {
        let mut undo = Vec::with_capacity(changes.len());
        let mut conflicted = Vec::new();
        for change in changes {
            let edit = ArrivedEdit {
                register_id: origin.register_id,
                entry_id: origin.entry_id,
                change,
            };
            let id = change.product_id;
            let owners = &self.sku_owners;
            let taken = |sku: &str| owners.get(sku).is_some_and(|owner| *owner != id);
            match merge(self.products.get(&id), edit, taken) {
                Ok(Merged { tracked, conflicts }) => {
                    let product = &tracked.product;
                    let conflicts = conflicts.into_iter().map(|one| {
                        one.into_catalog_conflict(product, origin.entry_id, server_time_ms)
                    });
                    conflicted.extend(conflicts.map(|one| (one.conflict_id, (one, origin))));
                    undo.push(self.put(tracked));
                }
                Err(error) => {
                    self.undo(undo);
                    return Err(error);
                }
            }
        }
        for change in changes {
            self.named.insert(change.product_id, origin);
        }
        self.conflicts.extend(conflicted);
        Ok(())
    }

    /// Adds the opening stock of the products of an entry. A line is the position of its change.
    pub(super) fn add_opening_stock(&mut self, seq: u64, changes: &[ProductChange]) {
        let lines = (0..).zip(changes);
        let moved = lines.filter(|(_, change)| change.stock_delta_thousandths != 0);
        self.opening.extend(moved.map(|(line, change)| MovementRow {
            seq,
            line,
            product_id: change.product_id,
            delta_thousandths: change.stock_delta_thousandths,
            reason: StockReason::Opening,
        }));
    }

    fn put(&mut self, tracked: TrackedProduct) -> UndoEdit {
        let product_id = tracked.product.product_id;
        let after_sku = tracked.product.sku.clone();
        let before = self.products.insert(product_id, tracked);
        self.hand_over(
            product_id,
            before
                .as_ref()
                .and_then(|before| before.product.sku.clone()),
            after_sku.clone(),
        );
        UndoEdit {
            product_id,
            before,
            after_sku,
        }
    }

    fn undo(&mut self, steps: Vec<UndoEdit>) {
        for step in steps.into_iter().rev() {
            let before_sku = step
                .before
                .as_ref()
                .and_then(|before| before.product.sku.clone());
            self.hand_over(step.product_id, step.after_sku, before_sku);
            match step.before {
                Some(before) => self.products.insert(step.product_id, before),
                None => self.products.remove(&step.product_id),
            };
        }
    }

    fn hand_over(&mut self, owner: Uuid, from: Option<String>, to: Option<String>) {
        if let Some(from) = from.filter(|sku| self.sku_owners.get(sku) == Some(&owner)) {
            self.sku_owners.remove(&from);
        }
        if let Some(to) = to {
            self.sku_owners.insert(to, owner);
        }
    }

    /// Writes all changed rows.
    pub(super) async fn write(
        &self,
        transaction: &DbTransaction,
        arrival: &Arrival<'_>,
    ) -> Result<(), DatabaseError> {
        let changed = || self.named.keys().filter_map(|id| self.products.get(id));
        let (stored, created): (Vec<_>, Vec<_>) =
            changed().partition(|one| self.stored.contains(&one.product.product_id));
        // Write the stored ones first: one of them may give up the SKU that a new one takes.
        products::update(transaction, &stored).await?;
        products::insert(transaction, &created).await?;
        let names: BTreeSet<&str> = changed()
            .filter_map(|one| one.product.category.as_deref())
            .collect();
        let names: Vec<&str> = names.into_iter().collect();
        categories::insert(transaction, &names).await?;
        let conflicts: Vec<_> = self.conflicts.values().map(|(one, _)| one).collect();
        catalog_conflicts::insert(transaction, &conflicts).await?;
        let (register_id, epoch) = (arrival.register_id, arrival.epoch);
        stock_movements::insert(transaction, register_id, epoch, &self.opening).await?;
        Ok(())
    }

    /// The changed entities for the feed.
    pub(super) fn into_changed(self) -> Vec<ChangedEntity> {
        let changed = |entity, id, origin| ChangedEntity {
            entity,
            id,
            origin: Some(origin),
        };
        let products = self.named.into_iter();
        let conflicts = self.conflicts.into_iter();
        products
            .map(|(id, origin)| changed(EntityKind::Product, id, origin))
            .chain(conflicts.map(|(id, (_, origin))| changed(EntityKind::Conflict, id, origin)))
            .collect()
    }
}
