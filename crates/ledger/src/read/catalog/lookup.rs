//! A product by its code or id: a scan waits for this.

use domain::barcode::{canonical, keys};
use domain::catalog::Product;
use rusqlite::Connection;
use uuid::Uuid;

use crate::commit::Commit;
use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::table::products::{self, ProductTables, find};

impl Ledger {
    /// The product with a scanned or typed code: by barcode, else by SKU. The code is passed
    /// unchanged and looked up in all its forms, see [`domain::barcode::keys`].
    pub fn product_by_code(&self, code: &str) -> Result<Option<Product>, LedgerError> {
        self.read(|connection| by_code(connection, code))
    }

    /// The product that has the first of these keys, by barcode, else by SKU.
    pub fn product_by_keys(&self, keys: &[String]) -> Result<Option<Product>, LedgerError> {
        self.read(|connection| by_keys(connection, keys))
    }

    /// The product with this id.
    pub fn product_by_id(&self, product_id: Uuid) -> Result<Option<Product>, LedgerError> {
        self.read(|connection| by_id(connection, product_id))
    }

    /// How many products there are, inactive ones included.
    pub fn product_count(&self) -> Result<u64, LedgerError> {
        self.read(find::count)
    }
}

impl Commit<'_> {
    /// See [`Ledger::product_by_code`]; sees what this commit wrote.
    pub fn product_by_code(&self, code: &str) -> Result<Option<Product>, LedgerError> {
        by_code(self.connection, code)
    }

    /// The product with this barcode; SKUs are ignored.
    pub(crate) fn product_by_barcode(&self, code: &str) -> Result<Option<Product>, LedgerError> {
        find::first_active(self.connection, find::BY_BARCODE, &canonical(code))
    }

    /// The product with this SKU; barcodes are ignored.
    pub(crate) fn product_by_sku(&self, code: &str) -> Result<Option<Product>, LedgerError> {
        find::first_active(self.connection, find::BY_SKU, &canonical(code))
    }

    /// See [`Ledger::product_by_id`]; sees what this commit wrote.
    pub fn product_by_id(&self, product_id: Uuid) -> Result<Option<Product>, LedgerError> {
        by_id(self.connection, product_id)
    }
}

fn by_id(connection: &Connection, product_id: Uuid) -> Result<Option<Product>, LedgerError> {
    let stored = products::by_id(connection, ProductTables::Live, product_id)?;
    Ok(stored.map(|stored| stored.product))
}

pub(super) fn by_code(connection: &Connection, code: &str) -> Result<Option<Product>, LedgerError> {
    by_keys(connection, &keys(code))
}

fn by_keys(connection: &Connection, keys: &[String]) -> Result<Option<Product>, LedgerError> {
    for key in keys {
        for sql in [find::BY_BARCODE, find::BY_SKU] {
            if let Some(product) = find::first_active(connection, sql, key)? {
                return Ok(Some(product));
            }
        }
    }
    Ok(None)
}
