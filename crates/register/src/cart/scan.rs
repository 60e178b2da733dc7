//! A scanned or typed code becomes an item of the cart.

use domain::barcode::resolve::{
    LabelQuantity, Resolved, label_quantity, resolve, split_multiplier,
};
use domain::cart::NewItem;
use domain::catalog::{Product, ProductStatus};
use domain::quantity::Quantity;
use domain::user::Permission;
use ledger::{CartRow, Now};
use uuid::Uuid;

use super::item::{new_item, priced_item};
use crate::command::{Command, CommandContext, CommandOutcome};
use crate::error::{AppError, ProductError};
use crate::money::parse_quantity;
use crate::register::Register;
use crate::shop::Shop;
use crate::view::{ScanOutcome, ScanView};

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
        let (multiplier, code) = split_multiplier(code);
        let quantity = match quantity_text {
            Some(text) => Some(parse_quantity(text)?),
            None => multiplier,
        };
        self.run(
            Command::new(command_id, Permission::Sell),
            |context| match find(context.shop, code)? {
                Some(found) => add(context, &found, quantity),
                None => Ok(Scan::NotAdded(ScanOutcome::UnknownCode)),
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
        let quantity = quantity_text.map(parse_quantity).transpose()?;
        let product = self
            .shop()?
            .ledger
            .product_by_id(product_id)?
            .ok_or(ProductError::NotFound)?;
        let code = product.barcode.as_ref().or(product.sku.as_ref());
        let code = code.cloned().unwrap_or_default();
        let found = Resolved {
            product,
            label: None,
        };
        self.run(
            Command::new(command_id, Permission::Sell),
            |context| add(context, &found, quantity),
            |context, outcome| scan_view(context.shop, &code, outcome),
        )
    }
}

/// What became of a scan.
enum Scan {
    Added(Box<CartRow>),
    NotAdded(ScanOutcome),
}

fn add(
    context: &CommandContext<'_>,
    found: &Resolved<Product>,
    quantity: Option<Quantity>,
) -> Result<Scan, AppError> {
    context.shop.open_shift()?;
    if found.product.status == ProductStatus::Inactive {
        return Ok(Scan::NotAdded(ScanOutcome::InactiveProduct));
    }
    let Some((item, weighed)) = item_of(context.shop, found, context.now)? else {
        return Ok(Scan::NotAdded(ScanOutcome::NoPrice));
    };
    let quantity = quantity.or(weighed).unwrap_or(Quantity::ONE);
    let row = context.change_cart(|state| {
        state.cart.add_item(item, quantity)?;
        Ok(())
    })?;
    Ok(Scan::Added(Box::new(row)))
}

fn scan_view(shop: &Shop, code: &str, outcome: CommandOutcome<Scan>) -> Result<ScanView, AppError> {
    let (outcome, row) = match outcome {
        CommandOutcome::Done(Scan::Added(row)) => (ScanOutcome::Added, *row),
        CommandOutcome::Done(Scan::NotAdded(why)) => (why, shop.cart()?),
        // Only a scan that added something is remembered.
        CommandOutcome::Repeated => (ScanOutcome::Added, shop.cart()?),
    };
    let line_id = match outcome {
        ScanOutcome::Added => row.state.cart.last_touched(),
        ScanOutcome::UnknownCode | ScanOutcome::InactiveProduct | ScanOutcome::NoPrice => None,
    };
    Ok(ScanView {
        outcome,
        code: code.to_owned(),
        line_id,
        cart: shop.show_cart(&row)?,
    })
}

/// Finds the product of a code, in the order of the store's rules.
fn find(shop: &Shop, code: &str) -> Result<Option<Resolved<Product>>, AppError> {
    let store = &shop.settings().store;
    let cents_per_unit = store.currency()?.minor_units();
    Ok(resolve(
        code,
        &store.barcode_masks,
        cents_per_unit,
        |code| shop.ledger.product_by_code(code),
    )?)
}

/// The item to add and the quantity on its label. None when the product has no price.
fn item_of(
    shop: &Shop,
    found: &Resolved<Product>,
    now: Now,
) -> Result<Option<(NewItem, Option<Quantity>)>, AppError> {
    let store = &shop.settings().store;
    let product = &found.product;
    let label = found
        .label
        .map(|label| label_quantity(label, product.price_cents));
    match label.transpose()? {
        Some(LabelQuantity::PieceAt(price)) => {
            priced_item(product, price, store, now).map(|item| Some((item, Some(Quantity::ONE))))
        }
        Some(LabelQuantity::Weight(weight)) => {
            Ok(new_item(product, store, now)?.map(|item| (item, Some(weight))))
        }
        None => Ok(new_item(product, store, now)?.map(|item| (item, None))),
    }
}
