//! A scanned or typed code becomes an item of the cart.

use domain::cart::NewItem;
use domain::catalog::{Product, ProductStatus};
use domain::quantity::Quantity;
use domain::scan::{Label, LabelSale, Resolved, resolve, sold, split_multiplier};
use domain::user::Permission;
use ledger::{CartRow, Now};
use uuid::Uuid;

use super::item::{new_item, priced_item};
use crate::command::{Command, CommandContext, CommandOutcome};
use crate::error::{AppError, ProductError};
use crate::register::Register;
use crate::shop::Shop;
use crate::view::{ScanOutcome, ScanView, ToWeighView};

impl Register {
    /// Adds the product of a scanned or typed code: a barcode in any of its forms, an SKU, or a
    /// label with a weight or price in it; `3*CODE` adds three.
    ///
    /// An unknown code is an outcome and not an error: nothing changes, and the screen shows it. A
    /// scan after a sale begins the next one.
    pub fn cart_scan(
        &self,
        command_id: Uuid,
        code: &str,
        quantity_text: Option<&str>,
    ) -> Result<ScanView, AppError> {
        let money = self.shop()?.money()?;
        let (multiplier, code) = split_multiplier(code, money.locale());
        let quantity = match quantity_text {
            Some(text) => Some(money.parse_quantity(text)?),
            None => multiplier,
        };
        self.run(
            Command::new(command_id, Permission::Sell),
            |context| match find(context.shop, code)? {
                Resolved::Product(product, label) => add(context, &product, label, quantity),
                Resolved::Unknown => Ok(Scan::NotAdded(ScanOutcome::UnknownCode, None)),
                Resolved::Unreadable => Ok(Scan::NotAdded(ScanOutcome::Unreadable, None)),
            },
            |context, outcome| scan_view(context.shop, code, outcome),
        )
    }

    /// Adds a product that was chosen from a list.
    pub fn cart_add_product(
        &self,
        command_id: Uuid,
        product_id: Uuid,
        quantity_text: Option<&str>,
    ) -> Result<ScanView, AppError> {
        let shop = self.shop()?;
        let money = shop.money()?;
        let quantity = quantity_text
            .map(|text| money.parse_quantity(text))
            .transpose()?;
        let product = shop
            .ledger
            .product_by_id(product_id)?
            .ok_or(ProductError::NotFound)?;
        let code = product.barcode.as_ref().or(product.sku.as_ref());
        let code = code.cloned().unwrap_or_default();
        self.run(
            Command::new(command_id, Permission::Sell),
            |context| add(context, &product, None, quantity),
            |context, outcome| scan_view(context.shop, &code, outcome),
        )
    }
}

/// What became of a scan.
enum Scan {
    Added(Box<CartRow>),
    /// And the product, when one was found.
    NotAdded(ScanOutcome, Option<String>),
    /// Nobody knows yet how much it is.
    ToWeigh(ToWeighView),
}

fn add(
    context: &CommandContext<'_>,
    product: &Product,
    label: Option<Label>,
    quantity: Option<Quantity>,
) -> Result<Scan, AppError> {
    context.shop.open_shift_id()?;
    if product.status == ProductStatus::Inactive {
        let name = Some(product.name.clone());
        return Ok(Scan::NotAdded(ScanOutcome::InactiveProduct, name));
    }
    let currency = context.shop.money()?.currency();
    let sale = sold(product, label, quantity, &currency)?;
    let Some((item, quantity)) = item_of(context.shop, product, sale, context.now)? else {
        return Ok(match sale {
            LabelSale::WeightMissing if product.price_cents.is_some() => {
                Scan::ToWeigh(to_weigh(product))
            }
            LabelSale::WeightMissing | LabelSale::Quantity(_) | LabelSale::PiecesAt { .. } => {
                Scan::NotAdded(ScanOutcome::NoPrice, Some(product.name.clone()))
            }
        });
    };
    let row = context.change_cart(|state, _| {
        state.cart.add_item(item, quantity)?;
        Ok(())
    })?;
    Ok(Scan::Added(Box::new(row)))
}

fn to_weigh(product: &Product) -> ToWeighView {
    ToWeighView {
        product_id: product.product_id,
        name: product.name.clone(),
        unit: product.unit.clone(),
    }
}

fn scan_view(shop: &Shop, code: &str, outcome: CommandOutcome<Scan>) -> Result<ScanView, AppError> {
    let mut name = None;
    let (outcome, row, to_weigh) = match outcome {
        CommandOutcome::Done(Scan::Added(row)) => (ScanOutcome::Added, *row, None),
        CommandOutcome::Done(Scan::NotAdded(why, product)) => {
            name = product;
            (why, shop.cart()?, None)
        }
        CommandOutcome::Done(Scan::ToWeigh(product)) => {
            (ScanOutcome::WeightNeeded, shop.cart()?, Some(product))
        }
        // Only a scan that added something is remembered.
        CommandOutcome::Repeated => (ScanOutcome::Added, shop.cart()?, None),
    };
    let line_id = match outcome {
        ScanOutcome::Added => row.state.cart.last_touched(),
        ScanOutcome::UnknownCode
        | ScanOutcome::InactiveProduct
        | ScanOutcome::NoPrice
        | ScanOutcome::WeightNeeded
        | ScanOutcome::Unreadable => None,
    };
    Ok(ScanView {
        outcome,
        code: code.to_owned(),
        name,
        line_id,
        to_weigh,
        cart: shop.show_cart(&row)?,
    })
}

/// Finds the product of a code, in the order of the store's rules.
pub(crate) fn find(shop: &Shop, code: &str) -> Result<Resolved, AppError> {
    let store = &shop.settings().store;
    let currency = store.currency()?;
    Ok(resolve(code, &store.barcode_masks, &currency, |keys| {
        shop.ledger.product_by_keys(keys)
    })?)
}

/// The item to add and how much of it. None when the product has no price, or is to be weighed.
fn item_of(
    shop: &Shop,
    product: &Product,
    sale: LabelSale,
    now: Now,
) -> Result<Option<(NewItem, Quantity)>, AppError> {
    let store = &shop.settings().store;
    match sale {
        LabelSale::PiecesAt { pieces, price } => {
            let item = priced_item(product, price, store, now)?;
            Ok(Some((item, pieces)))
        }
        LabelSale::Quantity(quantity) => {
            Ok(new_item(product, store, now)?.map(|item| (item, quantity)))
        }
        LabelSale::WeightMissing => Ok(None),
    }
}
