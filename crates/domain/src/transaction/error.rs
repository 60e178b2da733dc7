//! The rules of a transaction: one error for each.

use crate::money::MoneyError;
use crate::quantity::QuantityError;

/// Which rule of Promise 6 a transaction breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransactionError {
    /// The tender leaves something to pay.
    #[error("the transaction is not paid")]
    NotPaid,
    /// Totals and cart do not have the same lines.
    #[error("the totals belong to another cart")]
    TotalsOfAnotherCart,
    /// The transaction has no items.
    #[error("the transaction has no items")]
    NoItems,
    /// The receipt seq is 0, but receipt seqs begin at 1.
    #[error("the receipt seq is zero")]
    ReceiptSeqIsZero,
    /// The lines are not numbered 1..n.
    #[error("the lines are not numbered 1 to n")]
    LinesNotNumbered,
    /// A quantity of zero or below.
    #[error("the quantity of line {line} is not above zero")]
    ItemQuantity { line: u32 },
    /// A price below zero.
    #[error("the price of line {line} is negative")]
    ItemPrice { line: u32 },
    /// The share of the cart's discount is more than the whole discount.
    #[error("the cart's share is more than the discount of line {line}")]
    ItemDiscount { line: u32 },
    /// Gross minus discount is not the net.
    #[error("gross less discount is not the net of line {line}")]
    ItemNet { line: u32 },
    /// Net and taxes on top are not the subtotal.
    #[error("net and taxes are not the subtotal of line {line}")]
    ItemSubtotal { line: u32 },
    /// A sale below zero, or a refund above.
    #[error("an amount has the sign of the other kind of transaction")]
    WrongSign,
    /// The gross amount is not the sum over items.
    #[error("the gross amount is not the sum of the items")]
    Gross,
    /// The discount is not the sum over items.
    #[error("the discount is not the sum of the items")]
    Discount,
    /// Gross minus discount plus the taxes on top is not the net amount.
    #[error("gross, discount and taxes do not make the net amount")]
    Net,
    /// The tax lines are not the sums of the items' taxes.
    #[error("the tax lines are not the sums of the items' taxes")]
    Tax,
    /// A payment is not the amount handed over minus the change.
    #[error("a payment is not what was handed over less the change")]
    Payment,
    /// Change for something other than cash.
    #[error("only cash gives change")]
    OnlyCashGivesChange,
    /// The payments are not the net amount and the rounding.
    #[error("the payments are not the net amount and the rounding")]
    Paid,
    /// The change is not the sum over payments.
    #[error("the change is not the sum of the payments' change")]
    Change,
    /// There is a rounding, but no cash payment.
    #[error("an amount was rounded without a cash payment")]
    RoundingWithoutCash,
    /// The stock movements are not those of the items.
    #[error("the stock movements are not those of the items")]
    Stock,
    /// A figure leaves its range.
    #[error("a figure of the transaction is out of range")]
    OutOfRange,
}

impl From<MoneyError> for TransactionError {
    fn from(_: MoneyError) -> Self {
        Self::OutOfRange
    }
}

impl From<QuantityError> for TransactionError {
    fn from(_: QuantityError) -> Self {
        Self::OutOfRange
    }
}
