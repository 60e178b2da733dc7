//! The catalog in the order of names, a page at a time, and look-ups of taken codes.

use domain::Code;
use domain::barcode::{canonical, keys};
use domain::catalog::{Product, ProductStatus};
use rusqlite::Connection;
use uuid::Uuid;

use super::sql_count;
use crate::commit::Commit;
use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::table::products::find::{self, CatalogHit};

/// Most products of a page.
const MAX_ROWS: usize = 200;

/// Which products are listed.
#[derive(Debug, Clone, Copy, Default)]
pub struct ProductFilter<'q> {
    /// Only of this category.
    pub category: Option<&'q str>,
    /// Only of this status.
    pub status: Option<ProductStatus>,
}

impl Ledger {
    /// A page of the catalog in the order of names: the products after `after`, or the first ones.
    pub fn product_list(
        &self,
        filter: ProductFilter<'_>,
        after: Option<Uuid>,
        limit: usize,
    ) -> Result<Vec<CatalogHit>, LedgerError> {
        self.read(|connection| {
            let (name_key, number) = list_key(connection, after)?;
            let status = filter.status.map(Code::as_str);
            let limit = sql_count(limit.min(MAX_ROWS));
            match filter.category {
                None => find::hits(connection, find::PAGE, (name_key, number, status, limit)),
                Some(category) => find::hits(
                    connection,
                    find::PAGE_OF_CATEGORY,
                    (name_key, number, status, limit, category),
                ),
            }
        })
    }
}

impl Commit<'_> {
    /// Another active product than `product_id` that has this barcode in one of its forms.
    pub fn barcode_taken_by(
        &self,
        barcode: &str,
        product_id: Uuid,
    ) -> Result<Option<Product>, LedgerError> {
        for key in keys(barcode) {
            let products = find::with_key(self.connection, find::BY_BARCODE, &key)?;
            let mut others = products
                .into_iter()
                .filter(|product| product.product_id != product_id);
            if let Some(other) = others.find(|other| other.status == ProductStatus::Active) {
                return Ok(Some(other));
            }
        }
        Ok(None)
    }

    /// Another product than `product_id`, active or not, that has this SKU: SKUs are unique.
    pub fn sku_taken_by(
        &self,
        sku: &str,
        product_id: Uuid,
    ) -> Result<Option<Product>, LedgerError> {
        let products = find::with_key(self.connection, find::BY_SKU, &canonical(sku))?;
        Ok(products
            .into_iter()
            .find(|product| product.product_id != product_id))
    }
}

/// A product's position in the order of names; without a product, the position before the first
/// one.
fn list_key(connection: &Connection, after: Option<Uuid>) -> Result<(String, i64), LedgerError> {
    match after {
        None => Ok((String::new(), 0)),
        Some(product_id) => Ok(find::list_key(connection, product_id)?.unwrap_or_default()),
    }
}
