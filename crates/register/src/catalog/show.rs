//! One product, as its screen shows it.

use domain::catalog::Product;
use domain::money::Cents;
use domain::quantity::Quantity;
use domain::user::{Permission, allows};
use uuid::Uuid;

use super::list::stock_is_low;
use crate::error::{AccessError, AppError, ProductError};
use crate::register::Register;
use crate::shop::Shop;
use crate::view::ProductDetail;

impl Register {
    /// A product with everything that can be edited. Everybody may look; what it costs the shop is
    /// for those who may edit it.
    pub fn product_show(&self, product_id: Uuid) -> Result<ProductDetail, AppError> {
        let shop = self.shop()?;
        self.may_look(&shop)?;
        let may_edit = match self.actor(&shop) {
            Ok(user) => allows(user.role, Permission::EditProducts),
            Err(AppError::Access(AccessError::Locked)) => self.inner.options.support,
            Err(other) => return Err(other),
        };
        let product = shop
            .ledger
            .product_by_id(product_id)?
            .ok_or(ProductError::NotFound)?;
        detail(&shop, product, may_edit)
    }
}

fn detail(shop: &Shop, product: Product, may_edit: bool) -> Result<ProductDetail, AppError> {
    let money = shop.money()?;
    let typed = |amount: Option<Cents>| amount.map(|cents| money.typed(cents)).unwrap_or_default();
    let stock = shop.ledger.stock_level(product.product_id)?;
    let threshold = product.low_stock_threshold_thousandths.map(Quantity::new);
    let threshold = threshold.transpose()?;
    let cost = product.cost_cents.filter(|_| may_edit);
    let stock_low = stock_is_low(&product, stock);
    Ok(ProductDetail {
        product_id: product.product_id,
        revision: product.revision,
        barcode_check_digit_wrong: product.barcode_flag().is_some(),
        name: product.name,
        sku: product.sku.unwrap_or_default(),
        barcode: product.barcode.unwrap_or_default(),
        category: product.category.unwrap_or_default(),
        unit: product.unit.unwrap_or_default(),
        weighed: product.weighed,
        price: product.price_cents.map(|price| money.view(price)),
        price_text: typed(product.price_cents),
        cost: cost.map(|cost| money.view(cost)),
        cost_text: typed(cost),
        tax_exempt: product.tax_exempt,
        status: product.status,
        low_stock_threshold_text: threshold
            .map(|level| money.quantity(level))
            .unwrap_or_default(),
        stock_text: money.quantity(Quantity::new(stock)?),
        stock_low,
        may_edit,
    })
}
