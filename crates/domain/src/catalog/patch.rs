//! An edit of a product: only the fields that change.

use serde::{Deserialize, Deserializer, Serialize};
use uuid::Uuid;

use super::product::{CatalogError, Product, ProductStatus};
use crate::money::Cents;

/// The fields an edit sets. An absent field stays; `null` clears a field that may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ProductPatch {
    /// See [`Product::sku`].
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub sku: Option<Option<String>>,
    /// See [`Product::barcode`].
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub barcode: Option<Option<String>>,
    /// See [`Product::name`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// See [`Product::category`].
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub category: Option<Option<String>>,
    /// See [`Product::unit`].
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub unit: Option<Option<String>>,
    /// See [`Product::weighed`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weighed: Option<bool>,
    /// See [`Product::price_cents`].
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub price_cents: Option<Option<Cents>>,
    /// See [`Product::cost_cents`].
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub cost_cents: Option<Option<Cents>>,
    /// See [`Product::tax_exempt`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_exempt: Option<bool>,
    /// See [`Product::status`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ProductStatus>,
    /// See [`Product::low_stock_threshold_thousandths`].
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub low_stock_threshold_thousandths: Option<Option<i64>>,
}

/// Reads a field that is present, even as `null`.
fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// One product in a `products_changed` entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductChange {
    pub product_id: Uuid,
    /// The revision the edit was made on; 0 for a new product.
    pub base_revision: u64,
    /// The fields that it sets.
    pub patch: ProductPatch,
    /// Stock that comes with the change (an import's stock column), in thousandths; 0 for none.
    pub stock_delta_thousandths: i64,
}

impl ProductPatch {
    /// Whether it sets no field.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The patch that turns `before` into `after`.
    pub fn between(before: &Product, after: &Product) -> Self {
        fn changed<T: PartialEq + Clone>(before: &T, after: &T) -> Option<T> {
            (before != after).then(|| after.clone())
        }
        Self {
            sku: changed(&before.sku, &after.sku),
            barcode: changed(&before.barcode, &after.barcode),
            name: changed(&before.name, &after.name),
            category: changed(&before.category, &after.category),
            unit: changed(&before.unit, &after.unit),
            weighed: changed(&before.weighed, &after.weighed),
            price_cents: changed(&before.price_cents, &after.price_cents),
            cost_cents: changed(&before.cost_cents, &after.cost_cents),
            tax_exempt: changed(&before.tax_exempt, &after.tax_exempt),
            status: changed(&before.status, &after.status),
            low_stock_threshold_thousandths: changed(
                &before.low_stock_threshold_thousandths,
                &after.low_stock_threshold_thousandths,
            ),
        }
    }
}

impl Product {
    /// This product after a patch, one revision later; refused if a field exceeds its limits.
    pub fn apply(&self, patch: &ProductPatch) -> Result<Self, CatalogError> {
        fn set<T: Clone>(field: &mut T, value: Option<&T>) {
            if let Some(value) = value {
                field.clone_from(value);
            }
        }
        let mut product = self.clone();
        set(&mut product.sku, patch.sku.as_ref());
        set(&mut product.barcode, patch.barcode.as_ref());
        set(&mut product.name, patch.name.as_ref());
        set(&mut product.category, patch.category.as_ref());
        set(&mut product.unit, patch.unit.as_ref());
        set(&mut product.weighed, patch.weighed.as_ref());
        set(&mut product.price_cents, patch.price_cents.as_ref());
        set(&mut product.cost_cents, patch.cost_cents.as_ref());
        set(&mut product.tax_exempt, patch.tax_exempt.as_ref());
        set(&mut product.status, patch.status.as_ref());
        set(
            &mut product.low_stock_threshold_thousandths,
            patch.low_stock_threshold_thousandths.as_ref(),
        );
        product.revision = product.revision.saturating_add(1);
        product.check()?;
        Ok(product)
    }
}
