//! An invoice as a sale, a refund, or one of each.

use domain::cart::TransactionKind;
use domain::quantity::Quantity;
use register::error::{AppError, ErrorCode};
use register::view::{OfferInput, PaymentMethod};
use register::{Register, Ticket, TicketItem, TicketPrice};

use super::invoices::{Invoice, Rejected, Row};
use super::products::Products;
use super::summary::Summary;
use crate::commands::command_id;
use crate::error::CliError;

/// Rings up an invoice, paid exactly in cash, and adds it to the summary.
pub(super) fn ring_up(
    register: &Register,
    products: &mut Products,
    invoice: &Invoice,
    summary: &mut Summary,
) -> Result<(), CliError> {
    summary.invoices = summary.invoices.saturating_add(1);
    for kind in [TransactionKind::Sale, TransactionKind::Refund] {
        let is_sale = kind == TransactionKind::Sale;
        let rows = invoice
            .rows
            .iter()
            .filter(|row| (row.quantity > Quantity::ZERO) == is_sale);
        let (items, rung_up) = ticket_items(register, products, invoice, rows, summary)?;
        if items.is_empty() {
            continue;
        }
        let ticket = Ticket {
            kind,
            items,
            offers: offers(&rung_up),
            original_transaction_id: None,
        };
        match register.ring_up(command_id(), &ticket, None) {
            Ok(done) => summary.add(kind, rung_up.len(), done.total.cents),
            Err(error) if concerns_rows(&error) => {
                let reason = error.code().as_str();
                summary
                    .rejected
                    .extend(rung_up.iter().map(|row| reject(invoice, row, &reason)));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Exactly what is owed, in cash. No payment when nothing is owed.
fn offers(rows: &[&Row]) -> Vec<OfferInput> {
    let is_free = rows.iter().all(|row| row.price.is_zero());
    let exact = || OfferInput {
        method: PaymentMethod::Cash,
        amount_text: None,
        reference: None,
    };
    if is_free { Vec::new() } else { vec![exact()] }
}

type InvoiceItems<'a> = (Vec<TicketItem>, Vec<&'a Row>);

fn ticket_items<'a>(
    register: &Register,
    products: &mut Products,
    invoice: &Invoice,
    rows: impl Iterator<Item = &'a Row>,
    summary: &mut Summary,
) -> Result<InvoiceItems<'a>, CliError> {
    let (mut items, mut rung_up) = (Vec::new(), Vec::new());
    for row in rows {
        let Some(product_id) = products.find(register, &row.code)? else {
            summary
                .rejected
                .push(reject(invoice, row, "product_unknown"));
            continue;
        };
        let Ok(quantity) = positive(row.quantity) else {
            summary
                .rejected
                .push(reject(invoice, row, "quantity_invalid"));
            continue;
        };
        items.push(TicketItem {
            product_id,
            quantity,
            unit_price: Some(TicketPrice::Changed(row.price)),
        });
        rung_up.push(row);
    }
    Ok((items, rung_up))
}

fn positive(quantity: Quantity) -> Result<Quantity, domain::quantity::QuantityError> {
    if quantity < Quantity::ZERO {
        quantity.checked_neg()
    } else {
        Ok(quantity)
    }
}

fn reject(invoice: &Invoice, row: &Row, reason: &str) -> Rejected {
    Rejected {
        line: row.line,
        invoice: invoice.number.clone(),
        code: row.code.clone(),
        reason: reason.to_owned(),
    }
}

/// Whether the register refused these rows; anything else would refuse all that follow too.
fn concerns_rows(error: &AppError) -> bool {
    matches!(
        error.code(),
        ErrorCode::AmountInvalid
            | ErrorCode::QuantityInvalid
            | ErrorCode::PaymentInvalid
            | ErrorCode::ProductNotFound
            | ErrorCode::ProductPriceMissing
            | ErrorCode::CartTooLong
            | ErrorCode::SumTooLarge
            | ErrorCode::CartEmpty
    )
}
