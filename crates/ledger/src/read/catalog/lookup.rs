//! A product by its code or id: what a scan waits for.

use std::sync::LazyLock;

use domain::{
    barcode::canonical,
    catalog::{Product, ProductStatus},
};
use rusqlite::Connection;
use uuid::Uuid;

use super::product_row::{self, COLUMNS};
use crate::{commit::Commit, error::LedgerError, open::Ledger};

/// By the canonical barcode.
pub(crate) static BY_BARCODE: LazyLock<String> = LazyLock::new(|| {
    format!("SELECT {COLUMNS} FROM products AS p WHERE p.barcode_key = ?1 ORDER BY p.product_no")
});

/// By the canonical SKU.
pub(crate) static BY_SKU: LazyLock<String> = LazyLock::new(|| {
    format!("SELECT {COLUMNS} FROM products AS p WHERE p.sku_key = ?1 ORDER BY p.product_no")
});

impl Ledger {
    /// The product a scanned or typed code stands for: by barcode, else by SKU. The code is taken
    /// as it came; UPC-A, leading blanks and AIM prefixes are understood.
    pub fn product_by_code(&self, code: &str) -> Result<Option<Product>, LedgerError> {
        self.read(|connection| by_code(connection, code))
    }

    /// The product with this id.
    pub fn product_by_id(&self, product_id: Uuid) -> Result<Option<Product>, LedgerError> {
        self.read(|connection| {
            Ok(product_row::by_id(connection, product_id)?.map(|(_, product)| product))
        })
    }

    /// How many products there are, inactive ones included.
    pub fn product_count(&self) -> Result<u64, LedgerError> {
        self.read(|connection| {
            // Products are never deleted, so that the highest number is the count.
            let count: i64 = connection
                .prepare_cached("SELECT coalesce(max(product_no), 0) FROM products")?
                .query_row([], |row| row.get(0))?;
            Ok(u64::try_from(count).unwrap_or(0))
        })
    }
}

impl Commit<'_> {
    /// See [`Ledger::product_by_code`]; sees what this commit wrote.
    pub fn product_by_code(&self, code: &str) -> Result<Option<Product>, LedgerError> {
        by_code(self.connection, code)
    }

    /// The product with this barcode, and nothing else.
    pub(crate) fn product_by_barcode(&self, code: &str) -> Result<Option<Product>, LedgerError> {
        first_active(self.connection, &BY_BARCODE, &canonical(code))
    }

    /// The product with this SKU, and nothing else.
    pub(crate) fn product_by_sku(&self, code: &str) -> Result<Option<Product>, LedgerError> {
        first_active(self.connection, &BY_SKU, &canonical(code))
    }

    /// See [`Ledger::product_by_id`]; sees what this commit wrote.
    pub fn product_by_id(&self, product_id: Uuid) -> Result<Option<Product>, LedgerError> {
        Ok(product_row::by_id(self.connection, product_id)?.map(|(_, product)| product))
    }
}

pub(crate) fn by_code(connection: &Connection, code: &str) -> Result<Option<Product>, LedgerError> {
    let key = canonical(code);
    if key.is_empty() {
        return Ok(None);
    }
    match first_active(connection, &BY_BARCODE, &key)? {
        Some(product) => Ok(Some(product)),
        None => first_active(connection, &BY_SKU, &key),
    }
}

/// The first active product with this key, else the first one.
fn first_active(
    connection: &Connection,
    sql: &str,
    key: &str,
) -> Result<Option<Product>, LedgerError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut inactive = None;
    for product in statement.query_map([key], product_row::read)? {
        let product = product?;
        if product.status == ProductStatus::Active {
            return Ok(Some(product));
        }
        inactive.get_or_insert(product);
    }
    Ok(inactive)
}
