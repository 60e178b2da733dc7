//! An edit of one product becomes a change: only the fields that differ, with the revision that the
//! edit was made on.

use uuid::Uuid;

use super::patch::{ProductChange, ProductPatch};
use super::product::{CatalogError, Product, ProductStatus};
use crate::money::Cents;
use crate::text::{clean, clean_code};

/// What an edit sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProductEdit {
    /// All fields that a person edits together.
    Fields(Box<ProductFields>),
    /// Only whether the product is sold.
    Status(ProductStatus),
}

/// The fields of an edit. Texts are as typed: invisible characters are removed, and an empty text
/// clears a field that may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProductFields {
    /// See [`Product::name`].
    pub name: String,
    /// See [`Product::sku`].
    pub sku: String,
    /// See [`Product::barcode`].
    pub barcode: String,
    /// See [`Product::category`].
    pub category: String,
    /// See [`Product::unit`].
    pub unit: String,
    /// See [`Product::weighed`].
    pub weighed: bool,
    /// See [`Product::price_cents`].
    pub price_cents: Option<Cents>,
    /// See [`Product::cost_cents`].
    pub cost_cents: Option<Cents>,
    /// See [`Product::tax_exempt`].
    pub tax_exempt: bool,
    /// See [`Product::low_stock_threshold_thousandths`].
    pub low_stock_threshold_thousandths: Option<i64>,
}

/// A catalog that can be asked which codes other products already have.
pub trait TakenCodes {
    /// Why the catalog cannot answer.
    type Error;

    /// Whether a product other than this one has the SKU.
    fn is_sku_taken(&self, sku: &str, product_id: Uuid) -> Result<bool, Self::Error>;

    /// Whether a product other than this one has the barcode, in any of its forms.
    fn is_barcode_taken(&self, barcode: &str, product_id: Uuid) -> Result<bool, Self::Error>;
}

impl ProductEdit {
    /// The product after the edit, before any check.
    pub fn apply(&self, before: &Product) -> Product {
        match self {
            Self::Status(status) => Product {
                status: *status,
                ..before.clone()
            },
            Self::Fields(fields) => Product {
                name: clean(&fields.name),
                sku: filled(clean_code(&fields.sku)),
                barcode: filled(clean_code(&fields.barcode)),
                category: filled(clean(&fields.category)),
                unit: filled(clean(&fields.unit)),
                weighed: fields.weighed,
                price_cents: fields.price_cents,
                cost_cents: fields.cost_cents,
                tax_exempt: fields.tax_exempt,
                low_stock_threshold_thousandths: fields.low_stock_threshold_thousandths,
                ..before.clone()
            },
        }
    }

    /// The change from `before` to this edit; `None` if no field differs.
    ///
    /// The fields are checked first. A code that the edit sets must be free, because a scan of it
    /// would find the other product.
    pub fn change<T: TakenCodes>(
        &self,
        before: &Product,
        codes: &T,
    ) -> Result<Option<ProductChange>, EditError<T::Error>> {
        let after = self.apply(before);
        after.check().map_err(EditError::Product)?;
        let patch = ProductPatch::between(before, &after);
        if patch.is_empty() {
            return Ok(None);
        }
        check_codes(&patch, before.product_id, codes)?;
        Ok(Some(ProductChange {
            product_id: before.product_id,
            base_revision: before.revision,
            patch,
            stock_delta_thousandths: 0,
        }))
    }
}

fn filled(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

fn check_codes<T: TakenCodes>(
    patch: &ProductPatch,
    product_id: Uuid,
    codes: &T,
) -> Result<(), EditError<T::Error>> {
    if let Some(Some(sku)) = &patch.sku
        && codes
            .is_sku_taken(sku, product_id)
            .map_err(EditError::Lookup)?
    {
        return Err(EditError::CodeTaken { field: "sku" });
    }
    if let Some(Some(barcode)) = &patch.barcode
        && codes
            .is_barcode_taken(barcode, product_id)
            .map_err(EditError::Lookup)?
    {
        return Err(EditError::CodeTaken { field: "barcode" });
    }
    Ok(())
}

/// Why an edit cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError<E> {
    /// A field exceeds its limits.
    #[error(transparent)]
    Product(CatalogError),
    /// Another product has the code.
    #[error("another product has this {field}")]
    CodeTaken {
        /// The field's name.
        field: &'static str,
    },
    /// The catalog could not be asked.
    #[error("the catalog could not be asked")]
    Lookup(E),
}
