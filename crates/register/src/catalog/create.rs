//! Adding the products of invoices that are not in the catalog yet.

use domain::catalog::{Product, ProductChange, ProductPatch};
use domain::entry::EntryBody;
use domain::entry::kinds::{ProductsChanged, ProductsSource};
use domain::money::Cents;
use domain::text::{clean, clean_code};
use domain::user::Permission;
use uuid::Uuid;

use crate::command::{Command, CommandContext};
use crate::error::AppError;
use crate::events::RegisterEvent;
use crate::register::Register;

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
    /// Adds products in one entry; at most 200. Codes that exist already are skipped.
    pub fn products_create(
        &self,
        command_id: Uuid,
        products: &[NewProduct],
    ) -> Result<(), AppError> {
        self.run_for_support(
            Command::new(command_id, Permission::EditProducts)
                .telling(RegisterEvent::CatalogChanged)
                .telling(RegisterEvent::StatusChanged),
            |context| create(context, products),
            |_, _| Ok(()),
        )
    }
}

fn create(
    context: &CommandContext<'_, Option<Uuid>>,
    products: &[NewProduct],
) -> Result<(), AppError> {
    context.commit(|commit| {
        let mut changes = Vec::with_capacity(products.len());
        for product in products {
            if commit.product_by_code(&product.sku)?.is_none() {
                changes.push(change(context.register.new_id(), product));
            }
        }
        if changes.is_empty() {
            return Ok(());
        }
        let body = EntryBody::ProductsChanged(ProductsChanged {
            source: ProductsSource::Replay,
            by_user_id: context.actor,
            changes,
        });
        context.append(commit, &body)?;
        Ok(())
    })
}

fn change(product_id: Uuid, new: &NewProduct) -> ProductChange {
    let blank = Product::blank(product_id);
    let sku = clean_code(&new.sku);
    let name = clean(&new.name);
    let product = Product {
        name: if name.is_empty() { sku.clone() } else { name },
        sku: Some(sku),
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
