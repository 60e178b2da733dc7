//! The catalog in the order of names, a page at a time, and whose code is whose.

use std::sync::LazyLock;

use domain::{
    barcode::canonical,
    catalog::{Product, ProductStatus},
};
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use super::{
    CatalogHit,
    lookup::{BY_BARCODE, BY_SKU},
    product_row::{self, COLUMNS},
    search::{query, sql_count},
};
use crate::{commit::Commit, error::LedgerError, open::Ledger, sql_value};

/// Most products of a page.
const MAX_ROWS: usize = 200;

/// A page of all products by name. A page of the few inactive ones walks along the index until it is
/// full: a moment even of a large catalog, and nobody sells meanwhile on this connection.
pub(crate) static LIST: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT {COLUMNS}, coalesce(s.level_thousandths, 0) FROM products AS p
         LEFT JOIN stock_levels AS s USING (product_id)
         WHERE (p.name_key, p.product_no) > (?1, ?2) AND (?3 IS NULL OR p.status = ?3)
         ORDER BY p.name_key, p.product_no LIMIT ?4"
    )
});

/// The same of one category.
pub(crate) static LIST_CATEGORY: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT {COLUMNS}, coalesce(s.level_thousandths, 0) FROM products AS p
         LEFT JOIN stock_levels AS s USING (product_id)
         WHERE p.category = ?5 AND (p.name_key, p.product_no) > (?1, ?2)
             AND (?3 IS NULL OR p.status = ?3)
         ORDER BY p.name_key, p.product_no LIMIT ?4"
    )
});

/// Which products are wanted.
#[derive(Debug, Clone, Copy, Default)]
pub struct ProductFilter<'q> {
    /// Only of this category.
    pub category: Option<&'q str>,
    /// Only these.
    pub status: Option<ProductStatus>,
}

impl Ledger {
    /// A page of the catalog in the order of names: the products behind `after`, or the first ones.
    pub fn product_list(
        &self,
        filter: ProductFilter<'_>,
        after: Option<Uuid>,
        limit: usize,
    ) -> Result<Vec<CatalogHit>, LedgerError> {
        self.read(|connection| {
            let (name_key, number) = place(connection, after)?;
            let status = filter.status.as_ref().map(sql_value::to_code).transpose()?;
            let limit = sql_count(limit.min(MAX_ROWS));
            match filter.category {
                None => query(connection, &LIST, (name_key, number, status, limit)),
                Some(category) => query(
                    connection,
                    &LIST_CATEGORY,
                    (name_key, number, status, limit, category),
                ),
            }
        })
    }
}

impl Commit<'_> {
    /// Another product than `product_id` that is sold under this barcode.
    pub fn barcode_taken_by(
        &self,
        barcode: &str,
        product_id: Uuid,
    ) -> Result<Option<Product>, LedgerError> {
        let others = others(self.connection, &BY_BARCODE, barcode, product_id)?;
        Ok(others
            .into_iter()
            .find(|other| other.status == ProductStatus::Active))
    }

    /// Another product than `product_id` that has this SKU, sold or not: SKUs are unique.
    pub fn sku_taken_by(
        &self,
        sku: &str,
        product_id: Uuid,
    ) -> Result<Option<Product>, LedgerError> {
        let others = others(self.connection, &BY_SKU, sku, product_id)?;
        Ok(others.into_iter().next())
    }
}

/// Where a product stands in the order of names; before the first one when there is none.
fn place(connection: &Connection, after: Option<Uuid>) -> Result<(String, i64), LedgerError> {
    let Some(product_id) = after else {
        return Ok((String::new(), 0));
    };
    let place = connection
        .prepare_cached("SELECT name_key, product_no FROM products WHERE product_id = ?1")?
        .query_row([product_id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(place.unwrap_or_default())
}

fn others(
    connection: &Connection,
    sql: &str,
    code: &str,
    product_id: Uuid,
) -> Result<Vec<Product>, LedgerError> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([canonical(code)], product_row::read)?;
    let products: Vec<Product> = rows.collect::<Result<_, _>>()?;
    Ok(products
        .into_iter()
        .filter(|product| product.product_id != product_id)
        .collect())
}
