//! The feed entity `product`.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::required;
use crate::catalog::{Product, ProductStatus};
use crate::money::Cents;

/// A product as the server has it; the fields of [`Product`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductState {
    /// See [`Product::product_id`].
    pub product_id: Uuid,
    /// The number of changes that the server has applied. An edit names it as its base.
    pub revision: u64,
    /// See [`Product::sku`].
    #[serde(deserialize_with = "required")]
    pub sku: Option<String>,
    /// See [`Product::barcode`].
    #[serde(deserialize_with = "required")]
    pub barcode: Option<String>,
    /// See [`Product::name`].
    pub name: String,
    /// See [`Product::category`].
    #[serde(deserialize_with = "required")]
    pub category: Option<String>,
    /// See [`Product::unit`].
    #[serde(deserialize_with = "required")]
    pub unit: Option<String>,
    /// See [`Product::weighed`].
    pub weighed: bool,
    /// See [`Product::price_cents`].
    #[serde(deserialize_with = "required")]
    pub price_cents: Option<Cents>,
    /// See [`Product::cost_cents`].
    #[serde(deserialize_with = "required")]
    pub cost_cents: Option<Cents>,
    /// See [`Product::tax_exempt`].
    pub tax_exempt: bool,
    /// See [`Product::status`].
    pub status: ProductStatus,
    /// See [`Product::low_stock_threshold_thousandths`].
    #[serde(deserialize_with = "required")]
    pub low_stock_threshold_thousandths: Option<i64>,
}

impl From<Product> for ProductState {
    fn from(product: Product) -> Self {
        Self {
            product_id: product.product_id,
            revision: product.revision,
            sku: product.sku,
            barcode: product.barcode,
            name: product.name,
            category: product.category,
            unit: product.unit,
            weighed: product.weighed,
            price_cents: product.price_cents,
            cost_cents: product.cost_cents,
            tax_exempt: product.tax_exempt,
            status: product.status,
            low_stock_threshold_thousandths: product.low_stock_threshold_thousandths,
        }
    }
}

impl From<ProductState> for Product {
    fn from(state: ProductState) -> Self {
        Self {
            product_id: state.product_id,
            sku: state.sku,
            barcode: state.barcode,
            name: state.name,
            category: state.category,
            unit: state.unit,
            weighed: state.weighed,
            price_cents: state.price_cents,
            cost_cents: state.cost_cents,
            tax_exempt: state.tax_exempt,
            status: state.status,
            low_stock_threshold_thousandths: state.low_stock_threshold_thousandths,
            revision: state.revision,
        }
    }
}
