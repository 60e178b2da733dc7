//! The product screen's list: the catalog by name, or what was searched for.

use domain::catalog::Product;
use domain::quantity::Quantity;
use ledger::{CatalogHit, ProductFilter};
use uuid::Uuid;

use crate::error::AppError;
use crate::money::MoneyText;
use crate::register::Register;
use crate::view::{ProductRow, ProductStatus, ProductsPage};

/// The most products of a page.
const MAX_ROWS: u32 = 200;

impl Register {
    /// A page of the catalog by name; with words, the best matches, which are one page.
    pub fn products_list(
        &self,
        query: &str,
        category: Option<&str>,
        status: Option<ProductStatus>,
        after: Option<Uuid>,
        limit: u32,
    ) -> Result<ProductsPage, AppError> {
        let shop = self.shop()?;
        self.may_look(&shop)?;
        self.settle_stock(&shop)?;
        let money = shop.money()?;
        let count = usize::try_from(limit.clamp(1, MAX_ROWS)).unwrap_or(1);
        if query.trim().is_empty() {
            let filter = ProductFilter { category, status };
            let hits = shop.ledger.product_list(filter, after, count)?;
            // A full page may be the last one; then the next is empty.
            let next = hits.get(count.saturating_sub(1));
            let next = next.map(|hit| hit.product.product_id);
            let rows = rows(money, hits)?;
            return Ok(ProductsPage { rows, next });
        }
        let mut hits = shop.ledger.product_search(query, usize::MAX)?;
        hits.retain(|hit| is_wanted(&hit.product, category, status));
        hits.truncate(count);
        let rows = rows(money, hits)?;
        Ok(ProductsPage { rows, next: None })
    }
}

fn is_wanted(product: &Product, category: Option<&str>, status: Option<ProductStatus>) -> bool {
    category.is_none_or(|category| product.category.as_deref() == Some(category))
        && status.is_none_or(|status| product.status == status)
}

fn rows(money: MoneyText, hits: Vec<CatalogHit>) -> Result<Vec<ProductRow>, AppError> {
    hits.into_iter().map(|hit| row(money, hit)).collect()
}

fn row(money: MoneyText, hit: CatalogHit) -> Result<ProductRow, AppError> {
    let stock_low = stock_is_low(&hit.product, hit.stock_thousandths);
    let product = hit.product;
    Ok(ProductRow {
        product_id: product.product_id,
        name: product.name,
        sku: product.sku,
        barcode: product.barcode,
        category: product.category,
        unit: product.unit,
        weighed: product.weighed,
        price: product.price_cents.map(|price| money.view(price)),
        stock_text: money.quantity(Quantity::new(hit.stock_thousandths)?),
        stock_low,
        status: product.status,
    })
}

/// Whether the stock is at or below its threshold.
pub(super) fn stock_is_low(product: &Product, stock_thousandths: i64) -> bool {
    product
        .low_stock_threshold_thousandths
        .is_some_and(|threshold| stock_thousandths <= threshold)
}
