//! Adding products without a spreadsheet, for invoices whose products nobody knows.

use domain::catalog::{Product, ProductChange, ProductPatch};
use domain::entry::EntryBody;
use domain::entry::body::{ProductsChanged, ProductsSource};
use domain::money::Cents;
use domain::user::Permission;
use uuid::Uuid;

use crate::error::AppError;
use crate::register::{Register, RegisterEvent};

/// A product as an invoice knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProduct {
    /// The code on the invoice; becomes the SKU.
    pub sku: String,
    /// The name; the code when it is empty.
    pub name: String,
    /// The price of one unit.
    pub price: Cents,
}

impl Register {
    /// Adds products in one entry; at most 200. Codes that are known already are left alone.
    pub fn products_create(
        &self,
        command_id: Uuid,
        products: &[NewProduct],
    ) -> Result<(), AppError> {
        let shop = self.shop()?;
        let by_user_id = self.permit_support(&shop, Permission::EditProducts)?;
        let _turn = shop.turns.take(command_id);
        if shop.done_before(command_id)?.is_some() {
            return Ok(());
        }
        let now = shop.now(self);
        shop.ledger.commit(|commit| {
            let mut changes = Vec::with_capacity(products.len());
            for product in products {
                if commit.product_by_code(&product.sku)?.is_none() {
                    changes.push(change(self.new_id(), product));
                }
            }
            if changes.is_empty() {
                return Ok(());
            }
            let source = ProductsSource::Replay;
            let body = ProductsChanged {
                source,
                by_user_id,
                changes,
            };
            commit.append(
                command_id,
                &EntryBody::ProductsChanged(body),
                now,
                &shop.key,
            )?;
            Ok::<_, AppError>(())
        })?;
        self.parts.events.tell(RegisterEvent::StatusChanged);
        Ok(())
    }
}

fn change(product_id: Uuid, new: &NewProduct) -> ProductChange {
    let blank = Product::blank(product_id);
    let name = if new.name.trim().is_empty() {
        &new.sku
    } else {
        &new.name
    };
    let product = Product {
        sku: Some(new.sku.clone()),
        name: name.trim().to_owned(),
        price_cents: Some(new.price),
        ..blank.clone()
    };
    ProductChange {
        product_id,
        base_revision: 0,
        patch: ProductPatch::between(&blank, &product),
        stock_delta_thousandths: 0,
    }
}
