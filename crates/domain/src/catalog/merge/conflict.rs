//! Conflicts: two concurrent edits of one field.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An edit made on an older revision met a newer one. It is kept for the owner to see. It never
/// rewrites history, because sales hold their own prices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogConflict {
    /// Made of the entry, the product and the field: a repeated push makes the same one.
    pub conflict_id: Uuid,
    pub product_id: Uuid,
    /// The product's name when they met.
    pub product_name: String,
    pub field: ConflictField,
    /// The value that is in force, as JSON.
    pub kept: String,
    /// The value that lost, as JSON.
    pub lost: String,
    /// The register whose value lost.
    pub lost_register_id: Uuid,
    /// The entry that holds the edit.
    pub entry_id: Uuid,
    /// When they met, milliseconds since 1970-01-01 UTC by the server's clock.
    pub server_time_ms: i64,
}

/// A field of a product that two edits can meet in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum ConflictField {
    /// See [`crate::catalog::Product::sku`].
    Sku,
    /// See [`crate::catalog::Product::barcode`].
    Barcode,
    /// See [`crate::catalog::Product::name`].
    Name,
    /// See [`crate::catalog::Product::category`].
    Category,
    /// See [`crate::catalog::Product::unit`].
    Unit,
    /// See [`crate::catalog::Product::weighed`].
    Weighed,
    /// See [`crate::catalog::Product::price_cents`].
    PriceCents,
    /// See [`crate::catalog::Product::cost_cents`].
    CostCents,
    /// See [`crate::catalog::Product::tax_exempt`].
    TaxExempt,
    /// See [`crate::catalog::Product::status`].
    Status,
    /// See [`crate::catalog::Product::low_stock_threshold_thousandths`].
    LowStockThresholdThousandths,
}

crate::code::codes!(ConflictField {
    Sku = "sku",
    Barcode = "barcode",
    Name = "name",
    Category = "category",
    Unit = "unit",
    Weighed = "weighed",
    PriceCents = "price_cents",
    CostCents = "cost_cents",
    TaxExempt = "tax_exempt",
    Status = "status",
    LowStockThresholdThousandths = "low_stock_threshold_thousandths",
});

impl ConflictField {
    /// Whether the value in force stays when two edits conflict. Fields that affect money, tax or
    /// selling change only by an edit that was based on the value in force. In the other fields the
    /// later arrival wins.
    pub const fn keeps_its_value(self) -> bool {
        match self {
            Self::PriceCents | Self::CostCents | Self::TaxExempt | Self::Status | Self::Weighed => {
                true
            }
            Self::Sku
            | Self::Barcode
            | Self::Name
            | Self::Category
            | Self::Unit
            | Self::LowStockThresholdThousandths => false,
        }
    }
}
