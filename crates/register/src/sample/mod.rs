//! The catalog that a new shop may start with: invented Indonesian groceries.
//!
//! The numbers are EAN-13 with Indonesia's prefix 899 and belong to no real article. Loose goods
//! have a five-digit number for the scale instead.

use domain::catalog::{Product, ProductChange, ProductPatch, ProductStatus};
use domain::entry::kinds::MAX_PRODUCTS_PER_ENTRY;
use domain::quantity::Quantity;
use domain::store::StoreSettings;
use uuid::Uuid;

use crate::error::AppError;

/// The catalog as it is shipped: prices and costs in major units.
pub const CATALOG_CSV: &str = include_str!("catalog.csv");

/// One row of the catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleRow<'a> {
    /// EAN-13; empty for loose goods.
    pub barcode: &'a str,
    /// The shop's own code; for loose goods the number on the scale's label.
    pub sku: &'a str,
    pub name: String,
    pub category: &'a str,
    /// The unit of the quantity.
    pub unit: &'a str,
    /// Whether it is weighed.
    pub weighed: bool,
    /// The price of one unit, major units.
    pub price: &'a str,
    /// What one unit costs the shop, major units.
    pub cost: &'a str,
    /// How much there is.
    pub stock: &'a str,
}

/// The rows of the catalog, in its order.
pub fn rows() -> impl Iterator<Item = SampleRow<'static>> {
    CATALOG_CSV.lines().skip(1).filter_map(row)
}

/// The file is ours: its only quotes are around names with a comma, and none is inside one.
fn row(line: &'static str) -> Option<SampleRow<'static>> {
    let (barcode, rest) = line.split_once(',')?;
    let (sku, rest) = rest.split_once(',')?;
    let (name, rest) = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split_once("\",")?,
        None => rest.split_once(',')?,
    };
    let mut fields = rest.split(',');
    Some(SampleRow {
        barcode,
        sku,
        name: name.to_owned(),
        category: fields.next()?,
        unit: fields.next()?,
        weighed: fields.next()? == "yes",
        price: fields.next()?,
        cost: fields.next()?,
        stock: fields.next()?,
    })
}

/// The whole catalog as changes, in batches of the size of one entry.
pub(crate) fn changes(
    store: &StoreSettings,
    mut new_id: impl FnMut() -> Uuid,
) -> Result<Vec<Vec<ProductChange>>, AppError> {
    let currency = store.currency()?;
    let broken = || AppError::Defect("the sample catalog cannot be read");
    let mut changes = Vec::new();
    for row in rows() {
        let price = |text: &str| currency.parse_major(text).map_err(|_| broken());
        let blank = Product::blank(new_id());
        let product = Product {
            sku: Some(row.sku.to_owned()),
            barcode: Some(row.barcode.to_owned()).filter(|code| !code.is_empty()),
            name: row.name,
            category: Some(row.category.to_owned()),
            unit: Some(row.unit.to_owned()),
            weighed: row.weighed,
            price_cents: Some(price(row.price)?),
            cost_cents: Some(price(row.cost)?),
            status: ProductStatus::Active,
            ..blank.clone()
        };
        changes.push(ProductChange {
            product_id: blank.product_id,
            base_revision: 0,
            patch: ProductPatch::between(&blank, &product),
            stock_delta_thousandths: Quantity::parse(row.stock)?.thousandths(),
        });
    }
    Ok(changes
        .chunks(MAX_PRODUCTS_PER_ENTRY)
        .map(<[ProductChange]>::to_vec)
        .collect())
}
