//! A completed sale or refund: the snapshot of what was sold, for how much, and how it was paid.
//!
//! Every figure is final. A later change of a price, a name or a rate alters no transaction. In a
//! refund every amount is below zero; quantities never are.

mod check;
mod complete;
mod error;
mod summary;

pub use complete::{CompletionContext, complete};
pub use error::TransactionError;
pub use summary::PaymentSummary;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::cart::TransactionKind;
use crate::money::{Cents, MoneyError};
use crate::quantity::{Quantity, QuantityError};
use crate::stock::StockMovement;
use crate::tender::Payment;
use crate::totals::{TaxAmount, TaxLine};
use crate::user::Approval;

/// The body of a `transaction_completed` entry.
///
/// `items + taxes on top + rounding = payments`, and a payment is the amount handed over minus the
/// change (Promise 6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TransactionBody {
    /// The transaction; the id of its cart.
    pub transaction_id: Uuid,
    /// Sale or refund.
    pub kind: TransactionKind,
    /// The number on the receipt.
    pub receipt_number: String,
    /// 1..n without a hole within the epoch (Promise 8).
    pub receipt_seq: u64,
    /// The shift it belongs to.
    pub shift_id: Uuid,
    /// The business day it belongs to.
    pub business_date: NaiveDate,
    pub cashier_id: Uuid,
    /// The sale that a refund refunds, if it is known.
    pub original_transaction_id: Option<Uuid>,
    /// The currency's code.
    pub currency: String,
    /// What was sold, in the order of the cart.
    pub items: Vec<TransactionItem>,
    /// One for each different tax.
    pub tax_lines: Vec<TaxLine>,
    /// Price times quantity over all items.
    pub gross_amount_cents: Cents,
    /// All that was taken off.
    pub discount_cents: Cents,
    /// The taxes on top of prices; those inside them are in the gross amount.
    pub tax_cents: Cents,
    /// Gross minus discount plus the taxes on top: the amount due before cash rounding.
    pub net_amount_cents: Cents,
    /// What cash rounding added (or, below zero, took off).
    pub rounding_cents: Cents,
    pub payments: Vec<Payment>,
    pub change_cents: Cents,
    /// What the sale takes out of stock, or the refund brings back.
    pub stock_movements: Vec<StockMovement>,
    /// The approvals it needed.
    pub approvals: Vec<Approval>,
}

/// One line of a transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TransactionItem {
    /// 1..n in the order of the receipt.
    pub line: u32,
    /// What was sold.
    pub product_id: Uuid,
    /// Its name at that moment.
    pub product_name: String,
    pub sku: Option<String>,
    /// The code it was scanned by, or its barcode.
    pub barcode: Option<String>,
    pub unit: Option<String>,
    /// How much; above zero.
    pub quantity_thousandths: Quantity,
    /// The price of one unit; not negative.
    pub unit_price_cents: Cents,
    /// What one unit cost the shop.
    pub cost_cents: Option<Cents>,
    /// Price times quantity.
    pub gross_cents: Cents,
    /// Its own discount and its share of the cart's.
    pub discount_cents: Cents,
    /// The share of the cart's discount alone; part of the line's discount.
    pub cart_discount_cents: Cents,
    /// Gross minus discount.
    pub net_cents: Cents,
    /// Net and the taxes on top of it.
    pub subtotal_cents: Cents,
    pub taxes: Vec<TaxAmount>,
}

impl TransactionBody {
    /// The amount paid: the net amount and the rounding.
    pub fn total_cents(&self) -> Result<Cents, MoneyError> {
        self.net_amount_cents.checked_add(self.rounding_cents)
    }

    /// What the cart's own discount came to; part of the discount.
    pub fn cart_discount_cents(&self) -> Result<Cents, MoneyError> {
        Cents::sum(self.items.iter().map(|item| item.cart_discount_cents))
    }

    /// The sum of all quantities.
    pub fn quantity_thousandths(&self) -> Result<Quantity, QuantityError> {
        Quantity::sum(self.items.iter().map(|item| item.quantity_thousandths))
    }
}
