//! One product as a row.

use domain::{
    barcode::canonical,
    catalog::{Product, search_key},
    money::Cents,
};
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use uuid::Uuid;

use super::product_tables::Shelf;
use crate::{error::LedgerError, sql_value};

/// The columns that [`read`] expects first, in its order.
pub(crate) const COLUMNS: &str = "p.product_id, p.sku, p.barcode, p.name, p.category, p.unit, \
     p.weighed, p.price_cents, p.cost_cents, p.low_stock_threshold_thousandths, p.tax_exempt, \
     p.status, p.revision";

/// How many columns [`read`] takes: the next one is the caller's.
pub(crate) const COLUMN_COUNT: usize = 13;

/// The product with this id, and its number in this file.
pub(crate) fn by_id(
    connection: &Connection,
    product_id: Uuid,
) -> Result<Option<(i64, Product)>, LedgerError> {
    by_id_on(connection, Shelf::InUse, product_id)
}

/// See [`by_id`].
pub(crate) fn by_id_on(
    connection: &Connection,
    shelf: Shelf,
    product_id: Uuid,
) -> Result<Option<(i64, Product)>, LedgerError> {
    Ok(connection
        .prepare_cached(&shelf.sql().by_id)?
        .query_row([product_id], |row| Ok((row.get(COLUMN_COUNT)?, read(row)?)))
        .optional()?)
}

/// Writes the product in place of `before` (its number and old state), or as a new one.
pub(crate) fn save(
    connection: &Connection,
    before: Option<&(i64, Product)>,
    product: &Product,
) -> Result<(), LedgerError> {
    save_on(connection, Shelf::InUse, before, product)
}

/// See [`save`].
pub(crate) fn save_on(
    connection: &Connection,
    shelf: Shelf,
    before: Option<&(i64, Product)>,
    product: &Product,
) -> Result<(), LedgerError> {
    let sql = if before.is_some() {
        &shelf.sql().update
    } else {
        &shelf.sql().insert
    };
    connection.prepare_cached(sql)?.execute(named_params! {
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
        ":status": sql_value::to_code(&product.status)?,
        ":revision": sql_value::signed(product.revision),
    })?;
    match before {
        None => index_words(connection, shelf, connection.last_insert_rowid(), product),
        Some((_, known)) if words(known) == words(product) => Ok(()),
        Some((number, _)) => {
            connection
                .prepare_cached(&shelf.sql().forget_words)?
                .execute([number])?;
            index_words(connection, shelf, *number, product)
        }
    }
}

fn index_words(
    connection: &Connection,
    shelf: Shelf,
    number: i64,
    product: &Product,
) -> Result<(), LedgerError> {
    connection
        .prepare_cached(&shelf.sql().index_words)?
        .execute((number, words(product)))?;
    Ok(())
}

/// What a product is found by.
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

/// Reads [`COLUMNS`].
pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Product> {
    Ok(Product {
        product_id: row.get(0)?,
        sku: row.get(1)?,
        barcode: row.get(2)?,
        name: row.get(3)?,
        category: row.get(4)?,
        unit: row.get(5)?,
        weighed: row.get(6)?,
        price_cents: sql_value::optional_cents(row, 7)?,
        cost_cents: sql_value::optional_cents(row, 8)?,
        low_stock_threshold_thousandths: row.get(9)?,
        tax_exempt: row.get(10)?,
        status: sql_value::from_code(row, 11)?,
        revision: sql_value::unsigned(row, 12)?,
    })
}
