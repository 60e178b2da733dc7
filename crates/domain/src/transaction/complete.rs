//! Makes the document of a transaction from a cart, its totals and its tender.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{TransactionBody, TransactionError, TransactionItem};
use crate::cart::{Cart, CartItem, TransactionKind};
use crate::stock::{StockMovement, StockReason};
use crate::tender::Tender;
use crate::totals::{ItemTotals, Totals};
use crate::user::Approval;

/// The facts of a transaction besides its items and payments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompletionContext {
    /// The number on the receipt; taken inside the commit.
    pub receipt_number: String,
    /// The number's seq; taken inside the commit.
    pub receipt_seq: u64,
    /// The open shift.
    pub shift_id: Uuid,
    /// The business day of the moment.
    pub business_date: NaiveDate,
    pub cashier_id: Uuid,
    /// The sale that a refund refunds, if it is known.
    pub original_transaction_id: Option<Uuid>,
    /// The store's currency.
    pub currency: String,
    /// The approvals it needed.
    pub approvals: Vec<Approval>,
}

/// Builds the document and checks every sum of it.
pub fn complete(
    cart: &Cart,
    totals: &Totals,
    tender: &Tender,
    context: CompletionContext,
) -> Result<TransactionBody, TransactionError> {
    if !tender.complete {
        return Err(TransactionError::NotPaid);
    }
    let body = TransactionBody {
        transaction_id: cart.id(),
        kind: cart.kind(),
        receipt_number: context.receipt_number,
        receipt_seq: context.receipt_seq,
        shift_id: context.shift_id,
        business_date: context.business_date,
        cashier_id: context.cashier_id,
        original_transaction_id: context.original_transaction_id,
        currency: context.currency,
        items: items(cart, totals)?,
        tax_lines: totals.tax_lines.clone(),
        gross_amount_cents: totals.gross_amount_cents,
        discount_cents: totals.discount_cents,
        tax_cents: totals.exclusive_tax_cents,
        net_amount_cents: totals.net_amount_cents,
        rounding_cents: tender.rounding_cents,
        payments: tender.payments.clone(),
        change_cents: tender.change_cents,
        stock_movements: stock_movements(cart)?,
        approvals: context.approvals,
    };
    body.check()?;
    Ok(body)
}

fn items(cart: &Cart, totals: &Totals) -> Result<Vec<TransactionItem>, TransactionError> {
    if cart.items().len() != totals.items.len() {
        return Err(TransactionError::TotalsOfAnotherCart);
    }
    let numbered = (1_u32..).zip(cart.items().iter().zip(&totals.items));
    numbered
        .map(|(line, (item, figures))| transaction_item(line, item, figures))
        .collect()
}

fn transaction_item(
    line: u32,
    item: &CartItem,
    figures: &ItemTotals,
) -> Result<TransactionItem, TransactionError> {
    if item.line_id != figures.line_id {
        return Err(TransactionError::TotalsOfAnotherCart);
    }
    Ok(TransactionItem {
        line,
        product_id: item.product_id,
        product_name: item.name.clone(),
        sku: item.sku.clone(),
        barcode: item.barcode.clone(),
        unit: item.unit.clone(),
        quantity_thousandths: item.quantity_thousandths,
        unit_price_cents: item.unit_price_cents,
        cost_cents: item.cost_cents,
        gross_cents: figures.gross_cents,
        discount_cents: figures.discount_cents,
        cart_discount_cents: figures.cart_discount_cents,
        net_cents: figures.net_cents,
        subtotal_cents: figures.subtotal_cents,
        taxes: figures.tax.clone(),
    })
}

/// One movement a line: out of stock for a sale, back into stock for a refund.
fn stock_movements(cart: &Cart) -> Result<Vec<StockMovement>, TransactionError> {
    let movement = |item: &CartItem| {
        let quantity = item.quantity_thousandths;
        let (delta, reason) = match cart.kind() {
            TransactionKind::Sale => (quantity.checked_neg()?, StockReason::Sale),
            TransactionKind::Refund => (quantity, StockReason::Refund),
        };
        let delta_thousandths = delta.thousandths();
        Ok(StockMovement {
            product_id: item.product_id,
            delta_thousandths,
            reason,
        })
    };
    cart.items().iter().map(movement).collect()
}
