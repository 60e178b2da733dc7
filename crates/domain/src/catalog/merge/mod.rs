//! Merges edits of several registers: the server's rule for one edit of one product.
//!
//! The server remembers for each field at which revision it changed last, and by which register. An
//! edit names the revision it was made on. When another register has changed a field after that
//! revision, to another value, the two conflict. The value in force stays where money depends on it
//! ([`ConflictField::keeps_its_value`]); elsewhere the later arrival wins. The value that lost is
//! kept for people to see. Order is the order of arrival, never a clock.
//!
//! Edits of one register follow each other and never conflict, however many were made on one
//! revision while it was offline.

mod conflict;
mod field;

use uuid::Uuid;

use super::patch::{ProductChange, ProductPatch};
use super::product::{CatalogError, Product};
use crate::code::Code as _;
use crate::hash::Hash;

pub use conflict::{CatalogConflict, ConflictField};
pub use field::{FieldRevision, FieldRevisions};

/// A product as the server keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrackedProduct {
    /// The product; its revision counts the edits that arrived.
    pub product: Product,
    /// When each field last changed, and by which register.
    pub fields: FieldRevisions,
}

/// One edit of one product, as it arrives.
#[derive(Debug, Clone, Copy)]
pub struct ArrivedEdit<'a> {
    /// The register that made it.
    pub register_id: Uuid,
    /// The entry that holds it.
    pub entry_id: Uuid,
    pub change: &'a ProductChange,
}

/// The result of an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The product after the edit, one revision later.
    pub tracked: TrackedProduct,
    /// The conflicts of the edit, at most one for each field.
    pub conflicts: Vec<FieldConflict>,
}

/// Two conflicting values of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldConflict {
    /// Made of the entry, the product and the field: a repeated push makes the same one.
    pub conflict_id: Uuid,
    pub field: ConflictField,
    /// The value in force, as JSON.
    pub kept: String,
    /// The value that lost, as JSON.
    pub lost: String,
    /// The register whose value lost.
    pub lost_register_id: Uuid,
}

/// Why an edit cannot be merged. The product stays unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// It edits a product that the server does not have.
    #[error("the edit is made on revision {base_revision} of a product that is not known")]
    ProductUnknown {
        /// The revision it names.
        base_revision: u64,
    },
    /// The product would exceed its limits.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
}

/// The product after `edit`, which arrives after everything that made `current` (`None` before the
/// first edit of the product). `sku_is_taken` checks whether another product has a SKU. Two
/// products that got the same SKU on two registers cannot both keep it, so the later one loses it.
pub fn merge(
    current: Option<&TrackedProduct>,
    edit: ArrivedEdit<'_>,
    sku_is_taken: impl FnOnce(&str) -> bool,
) -> Result<Merged, MergeError> {
    let ProductChange {
        product_id,
        base_revision,
        ..
    } = *edit.change;
    if current.is_none() && base_revision > 0 {
        return Err(MergeError::ProductUnknown { base_revision });
    }
    let (before, fields) = current.map_or_else(
        || (Product::blank(product_id), FieldRevisions::default()),
        |tracked| (tracked.product.clone(), tracked.fields.clone()),
    );
    let mut merge = FieldMerge {
        edit,
        revision: before.revision.saturating_add(1),
        fields,
        conflicts: Vec::new(),
    };
    let mut patch = edit.change.patch.clone();
    merge.merge_fields(&before, &mut patch);
    merge.give_up_taken_sku(&before, &mut patch, sku_is_taken);
    let product = before.apply(&patch)?;
    Ok(Merged {
        tracked: TrackedProduct {
            product,
            fields: merge.fields,
        },
        conflicts: merge.conflicts,
    })
}

/// The merge of one edit into one product.
struct FieldMerge<'a> {
    edit: ArrivedEdit<'a>,
    revision: u64,
    fields: FieldRevisions,
    conflicts: Vec<FieldConflict>,
}

impl FieldMerge<'_> {
    /// Removes the fields from `patch` in which the product keeps its value.
    fn merge_fields(&mut self, before: &Product, patch: &mut ProductPatch) {
        use ConflictField as F;
        self.merge_field(F::Sku, &before.sku, &mut patch.sku);
        self.merge_field(F::Barcode, &before.barcode, &mut patch.barcode);
        self.merge_field(F::Name, &before.name, &mut patch.name);
        self.merge_field(F::Category, &before.category, &mut patch.category);
        self.merge_field(F::Unit, &before.unit, &mut patch.unit);
        self.merge_field(F::Weighed, &before.weighed, &mut patch.weighed);
        self.merge_field(F::PriceCents, &before.price_cents, &mut patch.price_cents);
        self.merge_field(F::CostCents, &before.cost_cents, &mut patch.cost_cents);
        self.merge_field(F::TaxExempt, &before.tax_exempt, &mut patch.tax_exempt);
        self.merge_field(F::Status, &before.status, &mut patch.status);
        self.merge_field(
            F::LowStockThresholdThousandths,
            &before.low_stock_threshold_thousandths,
            &mut patch.low_stock_threshold_thousandths,
        );
    }

    fn merge_field<T: PartialEq + serde::Serialize>(
        &mut self,
        field: ConflictField,
        in_force: &T,
        wanted: &mut Option<T>,
    ) {
        let Some(value) = wanted.as_ref().filter(|value| *value != in_force) else {
            return;
        };
        let last = self.fields.last_change(field).filter(|last| {
            last.revision > self.edit.change.base_revision
                && last.register_id != self.edit.register_id
        });
        match last {
            Some(_) if field.keeps_its_value() => {
                self.conflict(field, json(in_force), json(value), self.edit.register_id);
                *wanted = None;
            }
            Some(last) => {
                self.conflict(field, json(value), json(in_force), last.register_id);
                self.changed(field);
            }
            None => self.changed(field),
        }
    }

    fn give_up_taken_sku(
        &mut self,
        before: &Product,
        patch: &mut ProductPatch,
        is_taken: impl FnOnce(&str) -> bool,
    ) {
        let Some(Some(sku)) = &patch.sku else { return };
        if before.sku.as_ref() == Some(sku) || !is_taken(sku) {
            return;
        }
        // One conflict a field: the loss of the SKU matters more than the value that it would have
        // replaced.
        self.conflicts
            .retain(|conflict| conflict.field != ConflictField::Sku);
        let (kept, lost) = (json(&None::<&str>), json(sku));
        self.conflict(ConflictField::Sku, kept, lost, self.edit.register_id);
        patch.sku = Some(None);
    }

    fn changed(&mut self, field: ConflictField) {
        let revision = self.revision;
        let register_id = self.edit.register_id;
        self.fields.change(
            field,
            FieldRevision {
                revision,
                register_id,
            },
        );
    }

    fn conflict(
        &mut self,
        field: ConflictField,
        kept: String,
        lost: String,
        lost_register_id: Uuid,
    ) {
        self.conflicts.push(FieldConflict {
            conflict_id: conflict_id(self.edit.entry_id, self.edit.change.product_id, field),
            field,
            kept,
            lost,
            lost_register_id,
        });
    }
}

impl FieldConflict {
    /// The conflict as the feed carries it, with product, entry and time.
    pub fn into_catalog_conflict(
        self,
        product: &Product,
        entry_id: Uuid,
        server_time_ms: i64,
    ) -> CatalogConflict {
        CatalogConflict {
            conflict_id: self.conflict_id,
            product_id: product.product_id,
            product_name: product.name.clone(),
            field: self.field,
            kept: self.kept,
            lost: self.lost,
            lost_register_id: self.lost_register_id,
            entry_id,
            server_time_ms,
        }
    }
}

/// The id of the conflict that an entry makes in a field of a product: the first 16 bytes of a
/// SHA-256 over the three, as a UUID of version 8.
pub fn conflict_id(entry_id: Uuid, product_id: Uuid, field: ConflictField) -> Uuid {
    let digest = Hash::of_parts(
        b"kasapro-conflict/1",
        &[
            entry_id.as_bytes(),
            product_id.as_bytes(),
            field.as_str().as_bytes(),
        ],
    );
    let mut bytes = [0; 16];
    for (byte, of_digest) in bytes.iter_mut().zip(digest.0) {
        *byte = of_digest;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// A value of a field as JSON. Null, texts, numbers and booleans can always be serialized.
fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}
