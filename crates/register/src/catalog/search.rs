//! Products by words, by category, and how many there are.

use domain::quantity::Quantity;
use ledger::CatalogHit;

use crate::error::{AppError, ProductError};
use crate::money::MoneyText;
use crate::register::Register;
use crate::shop::Shop;
use crate::view::ProductHit;

/// The most hits a screen asks for at once.
const MAX_HITS: u32 = 200;

impl Register {
    /// Products for what was typed so far: the one with exactly this code first, then names that
    /// begin so, then products with all the words.
    pub fn product_search(&self, text: &str, limit: u32) -> Result<Vec<ProductHit>, AppError> {
        let shop = self.shop()?;
        self.may_look(&shop)?;
        self.settle_stock(&shop)?;
        let hits = shop.ledger.product_search(text, count(limit))?;
        views(shop.money()?, hits)
    }

    /// The product of a code, found as a scan finds it.
    pub fn product_by_code(&self, code: &str) -> Result<ProductHit, AppError> {
        let shop = self.shop()?;
        self.may_look(&shop)?;
        let product = shop
            .ledger
            .product_by_code(code)?
            .ok_or(ProductError::NotFound)?;
        let stock_thousandths = shop.ledger.stock_level(product.product_id)?;
        view(
            shop.money()?,
            CatalogHit {
                product,
                stock_thousandths,
            },
        )
    }

    /// Stock levels follow sales a moment later, on a thread that a command line does not have.
    pub(super) fn settle_stock(&self, shop: &Shop) -> Result<(), AppError> {
        if !self.inner.options.background {
            shop.ledger.catch_up()?;
        }
        Ok(())
    }

    /// The categories that products are in.
    pub fn product_categories(&self) -> Result<Vec<String>, AppError> {
        let shop = self.shop()?;
        self.may_look(&shop)?;
        Ok(shop.ledger.product_categories()?)
    }

    /// The categories that have something to sell.
    pub fn sold_categories(&self) -> Result<Vec<String>, AppError> {
        let shop = self.shop()?;
        self.may_look(&shop)?;
        Ok(shop.ledger.sold_categories()?)
    }

    /// A page of the active products of a category, by name.
    pub fn product_in_category(
        &self,
        category: &str,
        limit: u32,
        offset: u32,
    ) -> Result<Vec<ProductHit>, AppError> {
        let shop = self.shop()?;
        self.may_look(&shop)?;
        let offset = usize::try_from(offset).unwrap_or(usize::MAX);
        let hits = shop
            .ledger
            .product_in_category(category, count(limit), offset)?;
        views(shop.money()?, hits)
    }
}

fn count(limit: u32) -> usize {
    usize::try_from(limit.min(MAX_HITS)).unwrap_or(0)
}

fn views(money: MoneyText, hits: Vec<CatalogHit>) -> Result<Vec<ProductHit>, AppError> {
    hits.into_iter().map(|hit| view(money, hit)).collect()
}

fn view(money: MoneyText, hit: CatalogHit) -> Result<ProductHit, AppError> {
    let product = hit.product;
    Ok(ProductHit {
        product_id: product.product_id,
        name: product.name,
        sku: product.sku,
        barcode: product.barcode,
        category: product.category,
        price: product.price_cents.map(|cents| money.view(cents)),
        unit: product.unit,
        weighed: product.weighed,
        stock_text: money.quantity(Quantity::new(hit.stock_thousandths)?),
        status: product.status,
    })
}
