//! Edits of products: loaded, merged by the domain's rule, written.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::catalog::merge::{ArrivedEdit, MergeFault, Merged, TrackedProduct, merge};
use domain::entry::EntryBody;
use domain::entry::body::ProductsChanged;
use domain::feed::{CatalogConflict, FeedOrigin};
use sync::wire::QuarantineReason;
use uuid::Uuid;

use super::product_rows::{self, OpeningStock};
use crate::catalog::feed::{Entity, Touched};
use crate::catalog::{CatalogEntry, CatalogPush, StoodAside};
use crate::database::{DatabaseFault, DbTransaction};

/// Applies the push's `products_changed` entries. Every product that one of them names is touched,
/// also where nothing changed: the register that made the edit learns so what became of it.
pub(super) async fn project(
    transaction: &DbTransaction,
    push: &CatalogPush<'_>,
    touched: &mut Vec<Touched>,
    aside: &mut Vec<StoodAside>,
) -> Result<(), DatabaseFault> {
    let entries: Vec<_> = push.of_kind(as_products).collect();
    if entries.is_empty() {
        return Ok(());
    }
    let mut shelf = Shelf::load(transaction, &entries).await?;
    for (entry, body) in entries {
        if let Err(fault) = shelf.take(push, entry, body) {
            aside.push(StoodAside::whole(entry, reason(fault), fault));
        }
    }
    shelf.write(transaction, push).await?;
    shelf.tell(push.register_id, touched);
    Ok(())
}

fn as_products(body: &EntryBody) -> Option<&ProductsChanged> {
    match body {
        EntryBody::ProductsChanged(body) => Some(body),
        _ => None,
    }
}

const fn reason(fault: MergeFault) -> QuarantineReason {
    match fault {
        MergeFault::ProductUnknown { .. } => QuarantineReason::ReferenceUnknown,
        MergeFault::Catalog(_) => QuarantineReason::BodyInvalid,
    }
}

/// The products that a push touches, while it does.
struct Shelf {
    /// As they are by now; those not stored yet are not among them until an edit makes them.
    products: BTreeMap<Uuid, TrackedProduct>,
    /// Those that are stored.
    stored: BTreeSet<Uuid>,
    /// Who has which SKU, of those that the push asks for.
    sku_owners: HashMap<String, Uuid>,
    /// Who touched them last.
    touched: BTreeMap<Uuid, FeedOrigin>,
    conflicts: BTreeMap<Uuid, CatalogConflict>,
    opening: Vec<OpeningStock>,
}

/// What a product was before an edit of an entry that may still fail.
struct Undo {
    product_id: Uuid,
    before: Option<TrackedProduct>,
    after_sku: Option<String>,
}

impl Shelf {
    async fn load(
        transaction: &DbTransaction,
        entries: &[(&CatalogEntry<'_>, &ProductsChanged)],
    ) -> Result<Self, DatabaseFault> {
        let changes = || entries.iter().flat_map(|(_, body)| &body.changes);
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
    fn take(
        &mut self,
        push: &CatalogPush<'_>,
        entry: &CatalogEntry<'_>,
        body: &ProductsChanged,
    ) -> Result<(), MergeFault> {
        let mut undo = Vec::with_capacity(body.changes.len());
        let mut met = Vec::new();
        for change in &body.changes {
            let edit = ArrivedEdit {
                register_id: push.register_id,
                entry_id: entry.entry_id,
                change,
            };
            let id = change.product_id;
            let owners = &self.sku_owners;
            let taken = |sku: &str| owners.get(sku).is_some_and(|owner| *owner != id);
            match merge(self.products.get(&id), edit, taken) {
                Ok(merged) => {
                    let Merged { tracked, conflicts } = merged;
                    let told = |one: domain::catalog::merge::FieldConflict| {
                        one.told(&tracked.product, entry.entry_id, push.server_time_ms)
                    };
                    met.extend(conflicts.into_iter().map(told));
                    undo.push(self.put(tracked));
                }
                Err(fault) => {
                    self.undo(undo);
                    return Err(fault);
                }
            }
        }
        for change in &body.changes {
            self.touched.insert(change.product_id, push.origin(entry));
        }
        self.conflicts
            .extend(met.into_iter().map(|one| (one.conflict_id, one)));
        self.opening.extend(OpeningStock::of(entry.seq, body));
        Ok(())
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

    async fn write(
        &self,
        transaction: &DbTransaction,
        push: &CatalogPush<'_>,
    ) -> Result<(), DatabaseFault> {
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
        let conflicts: Vec<_> = self.conflicts.values().collect();
        product_rows::keep_conflicts(transaction, &conflicts, push.server_time_ms).await?;
        product_rows::move_opening_stock(transaction, push, &self.opening).await
    }

    fn tell(self, register_id: Uuid, touched: &mut Vec<Touched>) {
        let products = self.touched.into_iter().map(|(id, origin)| Touched {
            entity: Entity::Product,
            id,
            origin: Some(origin),
        });
        touched.extend(products);
        touched.extend(self.conflicts.into_values().map(|conflict| Touched {
            entity: Entity::Conflict,
            id: conflict.conflict_id,
            origin: Some(FeedOrigin {
                register_id,
                entry_id: conflict.entry_id,
            }),
        }));
    }
}
