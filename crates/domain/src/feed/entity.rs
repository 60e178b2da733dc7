//! What can be the subject of a row.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::catalog::{Product, ProductStatus};
use crate::money::Cents;
use crate::store::StoreSettings;
use crate::user::Role;

/// A product as the server has it; the fields of [`Product`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductState {
    /// See [`Product::product_id`].
    pub product_id: Uuid,
    /// Changes that the server has applied: what an edit names as its base.
    pub revision: u64,
    /// See [`Product::sku`].
    pub sku: Option<String>,
    /// See [`Product::barcode`].
    pub barcode: Option<String>,
    /// See [`Product::name`].
    pub name: String,
    /// See [`Product::category`].
    pub category: Option<String>,
    /// See [`Product::unit`].
    pub unit: Option<String>,
    /// See [`Product::weighed`].
    pub weighed: bool,
    /// See [`Product::price_cents`].
    pub price_cents: Option<Cents>,
    /// See [`Product::cost_cents`].
    pub cost_cents: Option<Cents>,
    /// See [`Product::tax_exempt`].
    pub tax_exempt: bool,
    /// See [`Product::status`].
    pub status: ProductStatus,
    /// See [`Product::low_stock_threshold_thousandths`].
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

/// A person as the server knows them. Names and PIN travel beside the log, so that they can be
/// erased; `None` when the server has none (yet, or any more).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserState {
    /// The person.
    pub user_id: Uuid,
    /// What they may do.
    pub role: Role,
    /// Whether they may unlock a register.
    pub active: bool,
    /// Their names and PIN.
    pub profile: Option<UserSecretProfile>,
}

/// Names and PIN of a person: what a register needs to let them in while offline.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserSecretProfile {
    /// Unique within the organization.
    pub username: String,
    /// As it stands on the lock screen and the receipt.
    pub full_name: String,
    /// Salt of the commitment in the log, 64 hexadecimal digits.
    pub commitment_salt: String,
    /// Argon2id under the organization's pepper, PHC string.
    pub pin_hash: Option<String>,
    /// How many digits the PIN has.
    pub pin_length: Option<u8>,
}

impl std::fmt::Debug for UserState {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("UserState")
            .field("user_id", &self.user_id)
            .field("role", &self.role)
            .field("active", &self.active)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for UserSecretProfile {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("UserSecretProfile(..)")
    }
}

/// The settings of a store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoreState {
    /// The store.
    pub store_id: Uuid,
    /// Changes so far.
    pub revision: u64,
    /// All settings.
    pub settings: StoreSettings,
}

/// A register of the organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterState {
    /// The register.
    pub register_id: Uuid,
    /// The store it stands in.
    pub store_id: Uuid,
    /// What people call it.
    pub name: String,
    /// Whether it may take part.
    pub status: RegisterStatus,
}

/// Whether a register may take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegisterStatus {
    /// It pushes and pulls.
    Active,
    /// It may still drain its log, into quarantine, and gets nothing.
    Revoked,
}
