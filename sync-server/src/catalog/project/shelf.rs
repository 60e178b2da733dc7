//! The products that a push touches: loaded once, changed in memory, written once.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::catalog::merge::{ArrivedEdit, MergeError, Merged, TrackedProduct, merge};
use domain::entry::body::ProductsChanged;
use domain::feed::{CatalogConflict, FeedOrigin};
use uuid::Uuid;

use super::product_rows::{self, OpeningStock};
use crate::catalog::CatalogPush;
use crate::catalog::feed::{Entity, Touched};
use crate::database::{DatabaseError, DbTransaction};

/// The products that a push touches, while it does.
pub(super) struct Shelf {
    /// As they are by now; those not stored yet are not among them until an edit makes them.
    products: BTreeMap<Uuid, TrackedProduct>,
    /// Those that are stored.
    stored: BTreeSet<Uuid>,
    /// Who has which SKU, of those that the push asks for.
    sku_owners: HashMap<String, Uuid>,
    /// Who touched them last.
    touched: BTreeMap<Uuid, FeedOrigin>,
    conflicts: BTreeMap<Uuid, (CatalogConflict, FeedOrigin)>,
    opening: Vec<OpeningStock>,
}

/// What a product was before an edit of an entry that may still fail.
struct Undo {
    product_id: Uuid,
    before: Option<TrackedProduct>,
    after_sku: Option<String>,
}

impl Shelf {
    /// Loads everything that these bodies name.
    pub(super) async fn load(
        transaction: &DbTransaction,
        bodies: &[&ProductsChanged],
    ) -> Result<Self, DatabaseError> {
        let changes = || bodies.iter().flat_map(|body| &body.changes);
        let ids: BTreeSet<Uuid> = changes().map(|change| change.product_id).collect();
        let skus: BTreeSet<&str> = changes()
            .filter_map(|change| change.patch.sku.as_ref()?.as_deref())
            .collect();
        let products = product_rows::load(transaction, ids).await?;
        let mut sku_owners = product_rows::sku_owners(transaction, skus).await?;
        for (id, tracked) in &products {
            if let Some(sku) = &tracked.product.sku {
                sku_owners.insert(sku.clone(), *id);
            }
        }
        Ok(Self {
            stored: products.keys().copied().collect(),
            products,
            sku_owners,
            touched: BTreeMap::new(),
            conflicts: BTreeMap::new(),
            opening: Vec::new(),
        })
    }

    /// Merges one entry: all of its edits or, when one cannot be merged, none.
    pub(super) fn take(
        &mut self,
        origin: FeedOrigin,
        body: &ProductsChanged,
        server_time_ms: i64,
    ) -> Result<(), MergeError> {
        let mut undo = Vec::with_capacity(body.changes.len());
        let mut met = Vec::new();
        for change in &body.changes {
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
                    let told = conflicts.into_iter().map(|one| {
                        one.into_catalog_conflict(product, origin.entry_id, server_time_ms)
                    });
                    met.extend(told.map(|one| (one.conflict_id, (one, origin))));
                    undo.push(self.put(tracked));
                }
                Err(error) => {
                    self.undo(undo);
                    return Err(error);
                }
            }
        }
        for change in &body.changes {
            self.touched.insert(change.product_id, origin);
        }
        self.conflicts.extend(met);
        Ok(())
    }

    /// Counts the stock that comes with an entry of the push.
    pub(super) fn open_stock(&mut self, seq: u64, body: &ProductsChanged) {
        self.opening.extend(OpeningStock::of(seq, body));
    }

    fn put(&mut self, tracked: TrackedProduct) -> Undo {
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
        Undo {
            product_id,
            before,
            after_sku,
        }
    }

    fn undo(&mut self, steps: Vec<Undo>) {
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

    /// Writes everything that changed.
    pub(super) async fn write(
        &self,
        transaction: &DbTransaction,
        push: &CatalogPush<'_>,
    ) -> Result<(), DatabaseError> {
        let changed = || self.touched.keys().filter_map(|id| self.products.get(id));
        let (stored, made): (Vec<_>, Vec<_>) =
            changed().partition(|one| self.stored.contains(&one.product.product_id));
        // The stored ones first: one of them may give up the SKU that a new one takes.
        product_rows::update(transaction, &stored).await?;
        product_rows::insert(transaction, &made).await?;
        let categories: BTreeSet<&str> = changed()
            .filter_map(|one| one.product.category.as_deref())
            .collect();
        product_rows::keep_categories(transaction, categories).await?;
        let conflicts: Vec<_> = self.conflicts.values().map(|(one, _)| one).collect();
        product_rows::keep_conflicts(transaction, &conflicts, push.server_time_ms).await?;
        product_rows::move_opening_stock(transaction, push, &self.opening).await
    }

    /// Names everything that changed.
    pub(super) fn tell(self, touched: &mut Vec<Touched>) {
        let products = self.touched.into_iter().map(|(id, origin)| Touched {
            entity: Entity::Product,
            id,
            origin: Some(origin),
        });
        touched.extend(products);
        touched.extend(self.conflicts.into_iter().map(|(id, (_, origin))| Touched {
            entity: Entity::Conflict,
            id,
            origin: Some(origin),
        }));
    }
}
