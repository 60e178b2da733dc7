//! A scanned or typed code becomes an item.

use domain::barcode::EmbeddedValue;
use domain::cart::NewItem;
use domain::catalog::{Product, ProductStatus};
use domain::money::Cents;
use domain::quantity::Quantity;
use domain::rounding::{MINOR_UNIT, RoundingMode, div_round};
use domain::user::Permission;
use ledger::Now;
use uuid::Uuid;

use super::change::{current, stored};
use super::item::{new_item, priced_item};
use crate::error::AppError;
use crate::money::parse_quantity;
use crate::register::Register;
use crate::shop::Shop;
use crate::view::{ScanOutcome, ScanView};

/// What a code stands for.
struct Found {
    product: Product,
    /// What the label says besides the product.
    label: Option<EmbeddedValue>,
}

impl Register {
    /// Adds what a scanned or typed code stands for: a barcode in any of its forms, an SKU, or a
    /// label with a weight or price in it; `3*CODE` adds three.
    ///
    /// A code that leads nowhere is an outcome and no error: nothing is changed, and the screen
    /// says so. A scan after a sale begins the next one.
    pub fn cart_scan(
        &self,
        command_id: Uuid,
        code: &str,
        quantity_text: Option<&str>,
    ) -> Result<ScanView, AppError> {
        let shop = self.shop()?;
        let (multiplier, code) = split_multiplier(code);
        let quantity = quantity_text
            .or(multiplier)
            .map(parse_quantity)
            .transpose()?;
        if let Some(found) = find(&shop, code)? {
            return self.add_found(&shop, command_id, code, &found, quantity);
        }
        self.permit(&shop, Permission::Sell)?;
        not_added(&shop, ScanOutcome::UnknownCode, code)
    }

    /// Adds a product that was chosen from a list.
    pub fn cart_add_product(
        &self,
        command_id: Uuid,
        product_id: Uuid,
        quantity_text: Option<&str>,
    ) -> Result<ScanView, AppError> {
        let shop = self.shop()?;
        let quantity = quantity_text.map(parse_quantity).transpose()?;
        let product = shop
            .ledger
            .product_by_id(product_id)?
            .ok_or(AppError::ProductNotFound)?;
        let code = product
            .barcode
            .clone()
            .or_else(|| product.sku.clone())
            .unwrap_or_default();
        let found = Found {
            product,
            label: None,
        };
        self.add_found(&shop, command_id, &code, &found, quantity)
    }

    fn add_found(
        &self,
        shop: &Shop,
        command_id: Uuid,
        code: &str,
        found: &Found,
        quantity: Option<Quantity>,
    ) -> Result<ScanView, AppError> {
        self.permit(shop, Permission::Sell)?;
        shop.open_shift()?;
        if found.product.status == ProductStatus::Inactive {
            return not_added(shop, ScanOutcome::InactiveProduct, code);
        }
        let Some((item, weighed)) = item_of(shop, found, shop.now(self))? else {
            return not_added(shop, ScanOutcome::NoPrice, code);
        };
        let quantity = quantity.or(weighed).unwrap_or(Quantity::ONE);
        let row = shop.ledger.commit(|commit| {
            let row = current(self, commit)?;
            if row.knows(command_id) {
                return Ok(row);
            }
            let mut cart = row.cart;
            cart.add_item(item, quantity)?;
            Ok::<_, AppError>(commit.cart_save(&cart, command_id, row.revision)?)
        })?;
        let line_id = row.cart.last_touched();
        let cart = shop.show_cart(&row)?;
        Ok(ScanView {
            outcome: ScanOutcome::Added,
            code: code.to_owned(),
            line_id,
            cart,
        })
    }
}

fn not_added(shop: &Shop, outcome: ScanOutcome, code: &str) -> Result<ScanView, AppError> {
    let cart = shop.show_cart(&stored(shop)?)?;
    Ok(ScanView {
        outcome,
        code: code.to_owned(),
        line_id: None,
        cart,
    })
}

/// `3*CODE` is three of CODE; an SKU may hold an asterisk after something that is no number.
fn split_multiplier(text: &str) -> (Option<&str>, &str) {
    let text = text.trim();
    match text.split_once('*') {
        Some((count, code)) if !code.is_empty() && parse_quantity(count).is_ok() => {
            (Some(count), code.trim())
        }
        _ => (None, text),
    }
}

/// The product itself first: a code that is printed on goods is never taken for a scale's label.
fn find(shop: &Shop, code: &str) -> Result<Option<Found>, AppError> {
    if let Some(product) = shop.ledger.product_by_code(code)? {
        return Ok(Some(Found {
            product,
            label: None,
        }));
    }
    let settings = shop.settings();
    let cents_per_unit = settings.store.currency()?.minor_units();
    for mask in &settings.store.barcode_masks {
        let Some(embedded) = mask.read(code, cents_per_unit) else {
            continue;
        };
        let bare = embedded.item_code.trim_start_matches('0');
        for candidate in [&embedded.zeroed_code, &embedded.item_code, bare] {
            if let Some(product) = shop.ledger.product_by_code(candidate)? {
                return Ok(Some(Found {
                    product,
                    label: Some(embedded.value),
                }));
            }
        }
    }
    Ok(None)
}

/// The item to add and the quantity that its label says. Nothing without a price.
fn item_of(
    shop: &Shop,
    found: &Found,
    now: Now,
) -> Result<Option<(NewItem, Option<Quantity>)>, AppError> {
    let store = &shop.settings().store;
    match found.label {
        Some(EmbeddedValue::PriceCents(price_cents)) => {
            let price = Cents::new(price_cents)?;
            match weight_for(&found.product, price)? {
                Some(weight) => {
                    Ok(new_item(&found.product, store, now)?.map(|item| (item, Some(weight))))
                }
                None => priced_item(&found.product, price, store, now)
                    .map(|item| Some((item, Some(Quantity::ONE)))),
            }
        }
        Some(EmbeddedValue::WeightThousandths(weight)) => {
            let weight = Quantity::new(weight)?;
            Ok(new_item(&found.product, store, now)?.map(|item| (item, Some(weight))))
        }
        None => Ok(new_item(&found.product, store, now)?.map(|item| (item, None))),
    }
}

/// The weight that comes to exactly the price on the label. Where rounding allows none, the label
/// is one piece at its own price: the customer pays what the label says.
fn weight_for(product: &Product, price: Cents) -> Result<Option<Quantity>, AppError> {
    let Some(unit_price) = product
        .price_cents
        .filter(|unit_price| unit_price.is_positive())
    else {
        return Ok(None);
    };
    let thousandths = div_round(
        i128::from(price.value()) * 1000,
        i128::from(unit_price.value()),
        RoundingMode::HOUSE,
    )?;
    let Some(weight) = i64::try_from(thousandths)
        .ok()
        .and_then(|weight| Quantity::new(weight).ok())
    else {
        return Ok(None);
    };
    let comes_to = weight.price(unit_price, MINOR_UNIT)?;
    Ok((comes_to == price && weight > Quantity::ZERO).then_some(weight))
}
