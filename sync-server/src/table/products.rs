//! `products`: the catalog after all edits.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::Code as _;
use domain::catalog::Product;
use domain::catalog::merge::{FieldRevisions, TrackedProduct};
use domain::feed::ProductState;
use domain::money::Cents;
use tokio_postgres::Row;
use tokio_postgres::types::Json;
use uuid::Uuid;

use super::row::ReadColumn as _;
use super::row_set::RowSet;
use crate::database::{DatabaseError, DbTransaction};

/// Loads those of these products that are stored, and locks them until the commit.
pub(crate) async fn load(
    transaction: &DbTransaction,
    product_ids: &[Uuid],
) -> Result<BTreeMap<Uuid, TrackedProduct>, DatabaseError> {
    const LOAD: &str = include_str!("sql/products_load.sql");
    let rows = transaction
        .query(LOAD, &[&transaction.organization_id(), &product_ids])
        .await?;
    rows.iter()
        .map(|row| {
            let product = Product::from(from_feed(row)?);
            let Json(fields) = row.try_get::<_, Json<FieldRevisions>>("field_revisions")?;
            Ok((product.product_id, TrackedProduct { product, fields }))
        })
        .collect()
}

/// Which products have these SKUs.
pub(crate) async fn sku_owners(
    transaction: &DbTransaction,
    skus: &[&str],
) -> Result<HashMap<String, Uuid>, DatabaseError> {
    const OWNERS: &str = "select sku, product_id from products \
                          where organization_id = $1 and sku = any($2)";
    if skus.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = transaction
        .query(OWNERS, &[&transaction.organization_id(), &skus])
        .await?;
    rows.iter()
        .map(|row| Ok((row.try_get("sku")?, row.try_get("product_id")?)))
        .collect()
}

/// Stores new products. If another push stored one meanwhile, its key is a duplicate, and the
/// database transaction is begun again.
pub(crate) async fn insert(
    transaction: &DbTransaction,
    products: &[&TrackedProduct],
) -> Result<u64, DatabaseError> {
    columns(products).insert(transaction, "products", "").await
}

/// Overwrites stored products.
pub(crate) async fn update(
    transaction: &DbTransaction,
    products: &[&TrackedProduct],
) -> Result<u64, DatabaseError> {
    columns(products)
        .update(transaction, "products", "product_id", "")
        .await
}

fn columns<'r>(products: &'r [&'r TrackedProduct]) -> RowSet<'r, &'r TrackedProduct> {
    RowSet::new(products)
        .column("product_id", |one| one.product.product_id)
        .column("sku", |one| one.product.sku.as_deref())
        .column("barcode", |one| one.product.barcode.as_deref())
        .column("name", |one| one.product.name.as_str())
        .column("category", |one| one.product.category.as_deref())
        .column("unit", |one| one.product.unit.as_deref())
        .column("weighed", |one| one.product.weighed)
        .column("price_cents", |one| {
            one.product.price_cents.map(Cents::value)
        })
        .column("cost_cents", |one| one.product.cost_cents.map(Cents::value))
        .column("tax_exempt", |one| one.product.tax_exempt)
        .column("status", |one| one.product.status.as_str())
        .column("low_stock_threshold", |one| {
            one.product.low_stock_threshold_thousandths
        })
        // The revision counts every edit.
        .column("revision", |one| {
            i64::try_from(one.product.revision).unwrap_or(i64::MAX)
        })
        .column("field_revisions", |one| Json(&one.fields))
}

/// Locks products in the order of their ids, as pushes do, and returns those that are stored.
pub(crate) async fn lock(
    transaction: &DbTransaction,
    product_ids: &[Uuid],
) -> Result<BTreeSet<Uuid>, DatabaseError> {
    const LOCK: &str = "select product_id from products \
         where organization_id = $1 and product_id = any($2) order by product_id for update";
    let rows = transaction
        .query(LOCK, &[&transaction.organization_id(), &product_ids])
        .await?;
    rows.iter()
        .map(|row| Ok(row.try_get("product_id")?))
        .collect()
}

/// Adds to the stock of products.
pub(crate) async fn add_stock(
    transaction: &DbTransaction,
    deltas: &[(Uuid, i64)],
) -> Result<u64, DatabaseError> {
    const ADD: &str = include_str!("sql/stock_add.sql");
    if deltas.is_empty() {
        return Ok(0);
    }
    let (product_ids, deltas): (Vec<Uuid>, Vec<i64>) = deltas.iter().copied().unzip();
    transaction
        .execute(
            ADD,
            &[&transaction.organization_id(), &product_ids, &deltas],
        )
        .await
}

/// Reads a product from a row that has its columns.
pub(super) fn from_feed(row: &Row) -> Result<ProductState, DatabaseError> {
    Ok(ProductState {
        product_id: row.try_get("product_id")?,
        revision: row.unsigned("revision")?,
        sku: row.try_get("sku")?,
        barcode: row.try_get("barcode")?,
        name: row.try_get("name")?,
        category: row.try_get("category")?,
        unit: row.try_get("unit")?,
        weighed: row.try_get("weighed")?,
        price_cents: row.cents_opt("price_cents")?,
        cost_cents: row.cents_opt("cost_cents")?,
        tax_exempt: row.try_get("tax_exempt")?,
        status: row.code("status")?,
        low_stock_threshold_thousandths: row.try_get("low_stock_threshold_thousandths")?,
    })
}
