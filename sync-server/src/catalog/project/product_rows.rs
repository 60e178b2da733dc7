//! Products, categories, conflicts and opening stock in the database: one statement each.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::catalog::merge::{FieldRevisions, TrackedProduct};
use domain::catalog::{Product, ProductStatus};
use domain::entry::body::ProductsChanged;
use domain::feed::CatalogConflict;
use domain::money::Cents;
use tokio_postgres::types::{Json, ToSql};
use uuid::Uuid;

use crate::catalog::{CatalogPush, rows};
use crate::database::{DatabaseError, DbTransaction};

/// Stock that comes with a product: a movement of its own, folded like all others.
pub(super) struct OpeningStock {
    seq: u64,
    line: usize,
    product_id: Uuid,
    delta_thousandths: i64,
}

impl OpeningStock {
    /// The movements of one entry; a line is the place of its change.
    pub(super) fn of(seq: u64, body: &ProductsChanged) -> impl Iterator<Item = Self> {
        let changes = body.changes.iter().enumerate();
        changes
            .filter(|(_, change)| change.stock_delta_thousandths != 0)
            .map(move |(line, change)| Self {
                seq,
                line,
                product_id: change.product_id,
                delta_thousandths: change.stock_delta_thousandths,
            })
    }
}

/// Loads these products, as far as they are stored, and holds them until the commit.
pub(super) async fn load(
    transaction: &DbTransaction,
    ids: BTreeSet<Uuid>,
) -> Result<BTreeMap<Uuid, TrackedProduct>, DatabaseError> {
    const LOAD: &str = include_str!("../sql/products_load.sql");
    let ids: Vec<Uuid> = ids.into_iter().collect();
    let rows = transaction
        .query(LOAD, &[&transaction.organization_id(), &ids])
        .await?;
    rows.iter()
        .map(|row| {
            let product = Product::from(rows::product(row, 0)?);
            let Json(fields) = row.try_get::<_, Json<FieldRevisions>>(rows::PRODUCT_COLUMNS)?;
            Ok((product.product_id, TrackedProduct { product, fields }))
        })
        .collect()
}

/// Who has these SKUs.
pub(super) async fn sku_owners(
    transaction: &DbTransaction,
    skus: BTreeSet<&str>,
) -> Result<HashMap<String, Uuid>, DatabaseError> {
    const OWNERS: &str =
        "select sku, product_id from products where organization_id = $1 and sku = any($2)";
    if skus.is_empty() {
        return Ok(HashMap::new());
    }
    let skus: Vec<&str> = skus.into_iter().collect();
    let rows = transaction
        .query(OWNERS, &[&transaction.organization_id(), &skus])
        .await?;
    rows.iter()
        .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
        .collect()
}

/// Writes stored products anew.
pub(super) async fn update(
    transaction: &DbTransaction,
    products: &[&TrackedProduct],
) -> Result<(), DatabaseError> {
    const UPDATE: &str = include_str!("../sql/products_update.sql");
    write(transaction, UPDATE, products).await
}

/// Writes new products.
pub(super) async fn insert(
    transaction: &DbTransaction,
    products: &[&TrackedProduct],
) -> Result<(), DatabaseError> {
    const INSERT: &str = include_str!("../sql/products_insert.sql");
    write(transaction, INSERT, products).await
}

async fn write(
    transaction: &DbTransaction,
    statement: &str,
    products: &[&TrackedProduct],
) -> Result<(), DatabaseError> {
    fn column<'a, T>(products: &[&'a TrackedProduct], value: impl Fn(&'a Product) -> T) -> Vec<T> {
        products.iter().map(|one| value(&one.product)).collect()
    }
    if products.is_empty() {
        return Ok(());
    }
    let revisions = products
        .iter()
        .map(|one| i64::try_from(one.product.revision))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| DatabaseError::OutOfRange { what: "revision" })?;
    let fields: Vec<_> = products.iter().map(|one| Json(&one.fields)).collect();
    let parameters: [&(dyn ToSql + Sync); 15] = [
        &transaction.organization_id(),
        &column(products, |one| one.product_id),
        &column(products, |one| one.sku.as_deref()),
        &column(products, |one| one.barcode.as_deref()),
        &column(products, |one| one.name.as_str()),
        &column(products, |one| one.category.as_deref()),
        &column(products, |one| one.unit.as_deref()),
        &column(products, |one| one.weighed),
        &column(products, |one| one.price_cents.map(Cents::value)),
        &column(products, |one| one.cost_cents.map(Cents::value)),
        &column(products, |one| one.tax_exempt),
        &column(products, |one| status_code(one.status)),
        &column(products, |one| one.low_stock_threshold_thousandths),
        &revisions,
        &fields,
    ];
    transaction.execute(statement, &parameters).await?;
    Ok(())
}

const fn status_code(status: ProductStatus) -> &'static str {
    match status {
        ProductStatus::Active => "active",
        ProductStatus::Inactive => "inactive",
    }
}

/// Keeps the names of categories that products have.
pub(super) async fn keep_categories(
    transaction: &DbTransaction,
    names: BTreeSet<&str>,
) -> Result<(), DatabaseError> {
    const KEEP: &str = "insert into categories (organization_id, name) \
                        select $1, unnest($2::text[]) on conflict do nothing";
    if names.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = names.into_iter().collect();
    transaction
        .execute(KEEP, &[&transaction.organization_id(), &names])
        .await?;
    Ok(())
}

/// Keeps conflicts for people to see.
pub(super) async fn keep_conflicts(
    transaction: &DbTransaction,
    conflicts: &[&CatalogConflict],
    server_time_ms: i64,
) -> Result<(), DatabaseError> {
    const KEEP: &str = include_str!("../sql/conflicts_insert.sql");
    fn column<'a, T>(
        conflicts: &[&'a CatalogConflict],
        value: impl Fn(&'a CatalogConflict) -> T,
    ) -> Vec<T> {
        conflicts.iter().map(|one| value(one)).collect()
    }
    if conflicts.is_empty() {
        return Ok(());
    }
    let parameters: [&(dyn ToSql + Sync); 10] = [
        &transaction.organization_id(),
        &column(conflicts, |one| one.conflict_id),
        &column(conflicts, |one| one.product_id),
        &column(conflicts, |one| one.product_name.as_str()),
        &column(conflicts, |one| one.field.as_str()),
        &column(conflicts, |one| one.kept.as_str()),
        &column(conflicts, |one| one.lost.as_str()),
        &column(conflicts, |one| one.lost_register_id),
        &column(conflicts, |one| one.entry_id),
        &server_time_ms,
    ];
    transaction.execute(KEEP, &parameters).await?;
    Ok(())
}

/// Stores the movements that came with products.
pub(super) async fn move_opening_stock(
    transaction: &DbTransaction,
    push: &CatalogPush<'_>,
    opening: &[OpeningStock],
) -> Result<(), DatabaseError> {
    const MOVE: &str = include_str!("../sql/movements_insert.sql");
    if opening.is_empty() {
        return Ok(());
    }
    let out_of_range = |what| move |_| DatabaseError::OutOfRange { what };
    let mut seqs = Vec::with_capacity(opening.len());
    let mut lines = Vec::with_capacity(opening.len());
    for one in opening {
        seqs.push(i64::try_from(one.seq).map_err(out_of_range("seq"))?);
        lines.push(i32::try_from(one.line).map_err(out_of_range("line"))?);
    }
    let products: Vec<Uuid> = opening.iter().map(|one| one.product_id).collect();
    let deltas: Vec<i64> = opening.iter().map(|one| one.delta_thousandths).collect();
    let reasons = vec!["opening"; opening.len()];
    let parameters: [&(dyn ToSql + Sync); 8] = [
        &transaction.organization_id(),
        &push.register_id,
        &push.epoch,
        &seqs,
        &lines,
        &products,
        &deltas,
        &reasons,
    ];
    transaction.execute(MOVE, &parameters).await?;
    Ok(())
}
