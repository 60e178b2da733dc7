//! Finding products: by code, by name, by words, by category.

use domain::Code as _;
use domain::catalog::{Product, ProductStatus};
use rusqlite::{Connection, OptionalExtension, Params};
use uuid::Uuid;

use super::read;
use crate::error::LedgerError;
use crate::sqlite::columns::{InOrder, NamedColumns as _};

/// A product and its stock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogHit {
    pub product: Product,
    /// The sum of its folded stock movements.
    pub stock_thousandths: i64,
}

/// The products that have a key, the oldest first.
pub(crate) const BY_BARCODE: &str =
    "SELECT * FROM products WHERE barcode_key = ?1 ORDER BY product_no";
pub(crate) const BY_SKU: &str = "SELECT * FROM products WHERE sku_key = ?1 ORDER BY product_no";

/// A query for products with their stock.
macro_rules! hits {
    ($rest:literal) => {
        concat!(
            "SELECT p.*, coalesce(s.level_thousandths, 0) AS stock_thousandths
             FROM products AS p LEFT JOIN stock_levels AS s USING (product_id) ",
            $rest
        )
    };
}

/// Names in a range, of one status, in alphabetical order.
pub(crate) const BY_NAME: &str = hits!(
    "WHERE p.name_key >= ?1 AND p.name_key < ?2 AND p.status = ?3 ORDER BY p.name_key LIMIT ?4"
);

/// The names of products of one status that have every typed word, or a word that begins with it.
pub(crate) const BY_WORDS: &str = "SELECT p.product_no, p.name_key
     FROM (SELECT rowid AS number FROM product_words WHERE product_words MATCH ?1)
     CROSS JOIN products AS p ON p.product_no = number
     WHERE p.status = ?2 LIMIT ?3";

/// One product by its number in this file.
pub(crate) const BY_NUMBER: &str = hits!("WHERE p.product_no = ?1");

/// A page of the active products of a category.
pub(crate) const BY_CATEGORY: &str =
    hits!("WHERE p.category = ?1 AND p.status = 'active' ORDER BY p.name_key LIMIT ?2 OFFSET ?3");

/// Whether a category has an active product.
pub(crate) const IS_SOLD: &str =
    "SELECT 1 AS found FROM products WHERE category = ?1 AND status = 'active' LIMIT 1";

/// A page of all products by name. A page of the few inactive ones scans the index until it is
/// full. That is quick even in a large catalog, and a sale never waits for this connection.
pub(crate) const PAGE: &str = hits!(
    "WHERE (p.name_key, p.product_no) > (?1, ?2) AND (?3 IS NULL OR p.status = ?3)
     ORDER BY p.name_key, p.product_no LIMIT ?4"
);

/// The same page of one category.
pub(crate) const PAGE_OF_CATEGORY: &str = hits!(
    "WHERE p.category = ?5 AND (p.name_key, p.product_no) > (?1, ?2)
         AND (?3 IS NULL OR p.status = ?3)
     ORDER BY p.name_key, p.product_no LIMIT ?4"
);

/// The category after another.
pub(crate) const NEXT_CATEGORY: &str = "SELECT category FROM products \
     WHERE category IS NOT NULL AND category > ?1 ORDER BY category LIMIT 1";

/// The products that one of the queries by key finds.
pub(crate) fn with_key(
    connection: &Connection,
    sql: &str,
    key: &str,
) -> Result<Vec<Product>, LedgerError> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([key], |row| read(&InOrder::of(row)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The first active product that one of the queries by key finds, else the first one.
pub(crate) fn first_active(
    connection: &Connection,
    sql: &str,
    key: &str,
) -> Result<Option<Product>, LedgerError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut inactive = None;
    for product in statement.query_map([key], |row| read(&InOrder::of(row)))? {
        let product = product?;
        if product.status == ProductStatus::Active {
            return Ok(Some(product));
        }
        inactive.get_or_insert(product);
    }
    Ok(inactive)
}

/// The products that one of the other queries finds, with their stock.
pub(crate) fn hits(
    connection: &Connection,
    sql: &str,
    params: impl Params,
) -> Result<Vec<CatalogHit>, LedgerError> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params, |row| {
        let row = &InOrder::of(row);
        Ok(CatalogHit {
            product: read(row)?,
            stock_thousandths: row.get("stock_thousandths")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Number and name key of up to `limit` products that match an expression of words.
pub(crate) fn with_words(
    connection: &Connection,
    expression: &str,
    status: ProductStatus,
    limit: i64,
) -> Result<Vec<(i64, String)>, LedgerError> {
    let mut statement = connection.prepare_cached(BY_WORDS)?;
    let rows = statement.query_map((expression, status.as_str(), limit), |row| {
        let row = &InOrder::of(row);
        Ok((row.get("product_no")?, row.get("name_key")?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Name key and number of a product: its position in the list of names.
pub(crate) fn list_key(
    connection: &Connection,
    product_id: Uuid,
) -> Result<Option<(String, i64)>, LedgerError> {
    Ok(connection
        .prepare_cached("SELECT name_key, product_no FROM products WHERE product_id = ?1")?
        .query_row([product_id], |row| {
            Ok((row.get("name_key")?, row.get("product_no")?))
        })
        .optional()?)
}

/// The categories in alphabetical order. Each look-up in the index jumps to the next category, so
/// the cost depends on the number of categories, not of products.
pub(crate) fn categories(connection: &Connection) -> Result<Vec<String>, LedgerError> {
    let mut statement = connection.prepare_cached(NEXT_CATEGORY)?;
    let mut categories: Vec<String> = Vec::new();
    loop {
        let last = categories.last().map_or("", String::as_str);
        let next = statement
            .query_row([last], |row| row.get("category"))
            .optional()?;
        let Some(category) = next else {
            return Ok(categories);
        };
        categories.push(category);
    }
}

/// The categories that have an active product.
pub(crate) fn sold_categories(connection: &Connection) -> Result<Vec<String>, LedgerError> {
    let mut statement = connection.prepare_cached(IS_SOLD)?;
    let mut sold = Vec::new();
    for category in categories(connection)? {
        if statement.exists([&category])? {
            sold.push(category);
        }
    }
    Ok(sold)
}

/// How many products there are. They are never deleted, so the highest number is the count.
pub(crate) fn count(connection: &Connection) -> Result<u64, LedgerError> {
    let count: i64 = connection
        .prepare_cached("SELECT coalesce(max(product_no), 0) AS last_no FROM products")?
        .query_row([], |row| row.get("last_no"))?;
    Ok(u64::try_from(count).unwrap_or(0))
}
