//! Products: one row each, and their words for the search.

pub(crate) mod find;
pub(crate) mod staging;
mod tables;

use domain::Code as _;
use domain::barcode::canonical;
use domain::catalog::{Product, search_key};
use domain::money::Cents;
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use uuid::Uuid;

use crate::error::LedgerError;
use crate::sqlite::columns::{InOrder, NamedColumns};
use crate::sqlite::value;

pub(crate) use tables::ProductTables;

/// A product and its number in this file.
pub(crate) struct StoredProduct {
    pub(crate) number: i64,
    pub(crate) product: Product,
}

/// The product with this id.
pub(crate) fn by_id(
    connection: &Connection,
    tables: ProductTables,
    product_id: Uuid,
) -> Result<Option<StoredProduct>, LedgerError> {
    Ok(connection
        .prepare_cached(tables.sql().by_id)?
        .query_row([product_id], read_stored)
        .optional()?)
}

/// Replaces `before` with a product, or adds it as a new one.
pub(crate) fn save(
    connection: &Connection,
    tables: ProductTables,
    before: Option<&StoredProduct>,
    product: &Product,
) -> Result<(), LedgerError> {
    let sql = tables.sql();
    let write = if before.is_some() {
        sql.update
    } else {
        sql.insert
    };
    connection.prepare_cached(write)?.execute(named_params! {
        ":product_id": product.product_id,
        ":sku": product.sku,
        ":barcode": product.barcode,
        ":barcode_key": key(product.barcode.as_deref()),
        ":sku_key": key(product.sku.as_deref()),
        ":name": product.name,
        ":name_key": search_key(&product.name),
        ":category": product.category,
        ":unit": product.unit,
        ":weighed": product.weighed,
        ":price_cents": product.price_cents.map(Cents::value),
        ":cost_cents": product.cost_cents.map(Cents::value),
        ":low_stock_threshold_thousandths": product.low_stock_threshold_thousandths,
        ":tax_exempt": product.tax_exempt,
        ":status": product.status.as_str(),
        ":revision": value::signed(product.revision),
    })?;
    match before {
        None => insert_words(connection, tables, connection.last_insert_rowid(), product),
        Some(known) if words(&known.product) == words(product) => Ok(()),
        Some(known) => {
            connection
                .prepare_cached(sql.delete_words)?
                .execute([known.number])?;
            insert_words(connection, tables, known.number, product)
        }
    }
}

fn insert_words(
    connection: &Connection,
    tables: ProductTables,
    number: i64,
    product: &Product,
) -> Result<(), LedgerError> {
    connection
        .prepare_cached(tables.sql().insert_words)?
        .execute((number, words(product)))?;
    Ok(())
}

/// The words that a product is found by.
fn words(product: &Product) -> String {
    let parts = [
        Some(product.name.as_str()),
        product.sku.as_deref(),
        product.barcode.as_deref(),
        product.category.as_deref(),
    ];
    search_key(&parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

fn key(code: Option<&str>) -> Option<String> {
    code.map(canonical).filter(|key| !key.is_empty())
}

fn read_stored(row: &Row<'_>) -> rusqlite::Result<StoredProduct> {
    let row = &InOrder::of(row);
    Ok(StoredProduct {
        number: row.get("product_no")?,
        product: read(row)?,
    })
}

fn read(row: &impl NamedColumns) -> rusqlite::Result<Product> {
    Ok(Product {
        product_id: row.get("product_id")?,
        sku: row.get("sku")?,
        barcode: row.get("barcode")?,
        name: row.get("name")?,
        category: row.get("category")?,
        unit: row.get("unit")?,
        weighed: row.get("weighed")?,
        price_cents: value::optional_cents(row, "price_cents")?,
        cost_cents: value::optional_cents(row, "cost_cents")?,
        low_stock_threshold_thousandths: row.get("low_stock_threshold_thousandths")?,
        tax_exempt: row.get("tax_exempt")?,
        status: value::from_code(row, "status")?,
        revision: value::unsigned(row, "revision")?,
    })
}
