//! Editing one product: a patch of the fields that changed, with the revision it was made on.

use domain::catalog::{Product, ProductChange, ProductPatch, ProductStatus};
use domain::entry::EntryBody;
use domain::entry::body::{ProductsChanged, ProductsSource};
use domain::money::Cents;
use domain::quantity::Quantity;
use domain::user::Permission;
use ledger::{Commit, StoredEntry};
use uuid::Uuid;

use crate::error::AppError;
use crate::money::MoneyText;
use crate::register::{Register, RegisterEvent};
use crate::view::{ProductDetail, ProductInput};

/// What an edit makes of a product.
enum Edit<'a> {
    /// The fields as typed.
    Fields(&'a ProductInput),
    /// Only whether it is sold.
    Status {
        product_id: Uuid,
        status: ProductStatus,
    },
}

impl Register {
    /// Creates or changes a product. An edit of a view that is no longer what is stored is refused:
    /// the person would take back what they have not seen.
    pub fn product_save(
        &self,
        command_id: Uuid,
        input: &ProductInput,
    ) -> Result<ProductDetail, AppError> {
        self.product_edit(command_id, &Edit::Fields(input))
    }

    /// Takes a product out of sale, or back into it.
    pub fn product_set_status(
        &self,
        command_id: Uuid,
        product_id: Uuid,
        active: bool,
    ) -> Result<ProductDetail, AppError> {
        let status = if active {
            ProductStatus::Active
        } else {
            ProductStatus::Inactive
        };
        self.product_edit(command_id, &Edit::Status { product_id, status })
    }

    fn product_edit(&self, command_id: Uuid, edit: &Edit<'_>) -> Result<ProductDetail, AppError> {
        let shop = self.shop()?;
        let actor = self.permit(&shop, Permission::EditProducts)?;
        let _turn = shop.turns.take(command_id);
        if let Some(done) = shop.done_before(command_id)? {
            return self.product_show(edited_product(&done)?);
        }
        let money = shop.money()?;
        let now = shop.now(self);
        let product_id = shop.ledger.commit(|commit| {
            let before = self.before(commit, edit)?;
            let after = after(&before, edit, money)?;
            after.check()?;
            let patch = ProductPatch::between(&before, &after);
            if patch.is_empty() {
                return Ok(before.product_id);
            }
            check_codes(commit, &after, &patch)?;
            let change = ProductChange {
                product_id: before.product_id,
                base_revision: before.revision,
                patch,
                stock_delta_thousandths: 0,
            };
            let body = EntryBody::ProductsChanged(ProductsChanged {
                source: ProductsSource::Screen,
                by_user_id: Some(actor.user_id),
                changes: vec![change],
            });
            commit.append(command_id, &body, now, &shop.key)?;
            Ok::<_, AppError>(before.product_id)
        })?;
        log::info!("product {product_id} was edited by {}", actor.user_id);
        self.parts.events.tell(RegisterEvent::StatusChanged);
        self.product_show(product_id)
    }

    /// What is edited: the stored product, or a blank one.
    fn before(&self, commit: &Commit<'_>, edit: &Edit<'_>) -> Result<Product, AppError> {
        let (product_id, base_revision) = match edit {
            Edit::Fields(input) => match input.product_id {
                None => return Ok(Product::blank(self.new_id())),
                Some(product_id) => (product_id, Some(input.base_revision)),
            },
            Edit::Status { product_id, .. } => (*product_id, None),
        };
        let product = commit
            .product_by_id(product_id)?
            .ok_or(AppError::ProductNotFound)?;
        if base_revision.is_some_and(|base| base != product.revision) {
            return Err(AppError::ProductChanged);
        }
        Ok(product)
    }
}

fn after(before: &Product, edit: &Edit<'_>, money: MoneyText) -> Result<Product, AppError> {
    let input = match edit {
        Edit::Status { status, .. } => {
            return Ok(Product {
                status: *status,
                ..before.clone()
            });
        }
        Edit::Fields(input) => input,
    };
    Ok(Product {
        name: input.name.trim().to_owned(),
        sku: filled(&input.sku),
        barcode: filled(&input.barcode),
        category: filled(&input.category),
        unit: filled(&input.unit),
        weighed: input.weighed,
        price_cents: amount(money, &input.price_text, "price_cents")?,
        cost_cents: amount(money, &input.cost_text, "cost_cents")?,
        tax_exempt: input.tax_exempt,
        low_stock_threshold_thousandths: threshold(&input.low_stock_threshold_text)?,
        ..before.clone()
    })
}

fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn amount(money: MoneyText, text: &str, field: &'static str) -> Result<Option<Cents>, AppError> {
    filled(text)
        .map(|text| money.parse(&text, field))
        .transpose()
}

fn threshold(text: &str) -> Result<Option<i64>, AppError> {
    let Some(text) = filled(text) else {
        return Ok(None);
    };
    let quantity = Quantity::parse(&text).map_err(|_| AppError::QuantityInvalid)?;
    if quantity.is_negative() {
        return Err(AppError::QuantityInvalid);
    }
    Ok(Some(quantity.thousandths()))
}

/// A code that is set must be free: a scan of it would find the other product.
fn check_codes(commit: &Commit<'_>, after: &Product, patch: &ProductPatch) -> Result<(), AppError> {
    let product_id = after.product_id;
    if let Some(Some(sku)) = &patch.sku
        && commit.sku_taken_by(sku, product_id)?.is_some()
    {
        return Err(AppError::ProductCodeTaken { field: "sku" });
    }
    if let Some(Some(barcode)) = &patch.barcode
        && commit.barcode_taken_by(barcode, product_id)?.is_some()
    {
        return Err(AppError::ProductCodeTaken { field: "barcode" });
    }
    Ok(())
}

/// Which product a command that was done before has edited.
fn edited_product(done: &StoredEntry) -> Result<Uuid, AppError> {
    let header = &done.entry.header;
    let body = EntryBody::decode(&header.kind, header.version, &done.entry.body)?;
    match body {
        EntryBody::ProductsChanged(body) => body
            .changes
            .first()
            .map(|change| change.product_id)
            .ok_or(AppError::ProductNotFound),
        _ => Err(AppError::NotFound { what: "command" }),
    }
}
