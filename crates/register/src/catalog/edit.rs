//! Editing one product: a patch of the fields that changed, with the revision it was made on.

use domain::catalog::{Product, ProductEdit, ProductFields, ProductStatus, TakenCodes};
use domain::entry::EntryBody;
use domain::entry::kinds::{ProductsChanged, ProductsSource};
use domain::money::Cents;
use domain::quantity::Quantity;
use domain::user::Permission;
use ledger::{Commit, LedgerError};
use uuid::Uuid;

use crate::command::{Command, CommandContext, CommandOutcome};
use crate::error::{AppError, InputError, ProductError};
use crate::events::RegisterEvent;
use crate::money::MoneyText;
use crate::register::Register;
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
        self.run(
            Command::new(command_id, Permission::EditProducts)
                .telling(RegisterEvent::CatalogChanged)
                .telling(RegisterEvent::StatusChanged),
            |context| self.write_edit(context, edit),
            |context, outcome| {
                let product_id = match outcome {
                    CommandOutcome::Done(product_id) => product_id,
                    CommandOutcome::Repeated => edited_before(context, edit)?,
                };
                self.product_show(product_id)
            },
        )
    }

    fn write_edit(&self, context: &CommandContext<'_>, edit: &Edit<'_>) -> Result<Uuid, AppError> {
        let money = context.shop.money()?;
        let product_id = context.commit(|commit| {
            let before = self.before(commit, edit)?;
            let change = edit.read(money)?.change(&before, &CommitCodes(commit))?;
            let Some(change) = change else {
                return Ok(before.product_id);
            };
            let body = EntryBody::ProductsChanged(ProductsChanged {
                source: ProductsSource::Screen,
                by_user_id: Some(context.actor.user_id),
                changes: vec![change],
            });
            context.append(commit, &body)?;
            Ok(before.product_id)
        })?;
        log::info!(
            "product {product_id} was edited by {}",
            context.actor.user_id
        );
        Ok(product_id)
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
            .ok_or(ProductError::NotFound)?;
        if base_revision.is_some_and(|base| base != product.revision) {
            return Err(ProductError::Changed.into());
        }
        Ok(product)
    }
}

impl Edit<'_> {
    /// The edit with its amounts and quantities read.
    fn read(&self, money: MoneyText) -> Result<ProductEdit, AppError> {
        let input = match self {
            Self::Status { status, .. } => return Ok(ProductEdit::Status(*status)),
            Self::Fields(input) => input,
        };
        Ok(ProductEdit::Fields(Box::new(ProductFields {
            name: input.name.clone(),
            sku: input.sku.clone(),
            barcode: input.barcode.clone(),
            category: input.category.clone(),
            unit: input.unit.clone(),
            weighed: input.weighed,
            price_cents: amount(money, &input.price_text, "price_cents")?,
            cost_cents: amount(money, &input.cost_text, "cost_cents")?,
            tax_exempt: input.tax_exempt,
            low_stock_threshold_thousandths: threshold(money, &input.low_stock_threshold_text)?,
        })))
    }
}

/// The codes of the catalog, as the commit sees them.
struct CommitCodes<'c, 'l>(&'c Commit<'l>);

impl TakenCodes for CommitCodes<'_, '_> {
    type Error = LedgerError;

    fn is_sku_taken(&self, sku: &str, product_id: Uuid) -> Result<bool, LedgerError> {
        Ok(self.0.sku_taken_by(sku, product_id)?.is_some())
    }

    fn is_barcode_taken(&self, barcode: &str, product_id: Uuid) -> Result<bool, LedgerError> {
        Ok(self.0.barcode_taken_by(barcode, product_id)?.is_some())
    }
}

fn amount(money: MoneyText, text: &str, field: &'static str) -> Result<Option<Cents>, AppError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    money.parse(text, field).map(Some)
}

fn threshold(money: MoneyText, text: &str) -> Result<Option<i64>, AppError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let quantity =
        Quantity::parse_typed(text, money.locale()).map_err(|_| InputError::QuantityInvalid)?;
    if quantity.is_negative() {
        return Err(InputError::QuantityInvalid.into());
    }
    Ok(Some(quantity.thousandths()))
}

/// Which product this command edited when it ran before. An edit that changed nothing has no
/// entry, but it names its product.
fn edited_before(context: &CommandContext<'_>, edit: &Edit<'_>) -> Result<Uuid, AppError> {
    let edited = match context.appended_body()? {
        Some(body) => {
            let change = body.product_changes().first();
            change.map(|change| change.product_id)
        }
        None => match edit {
            Edit::Fields(input) => input.product_id,
            Edit::Status { product_id, .. } => Some(*product_id),
        },
    };
    edited.ok_or(AppError::NotFound { what: "command" })
}
