//! Paying: what is offered, what is still owed, and what was paid.

use super::{MoneyView, PaymentMethod, ReceiptState, ReceiptView};
use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;
use uuid::Uuid;

/// One payment as the cashier enters it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct OfferInput {
    pub method: PaymentMethod,
    /// The amount as typed; none means exactly what is still owed.
    pub amount_text: Option<String>,
    /// Approval code of the card terminal or of QRIS.
    pub reference: Option<String>,
}

/// One payment as it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PaymentView {
    pub method: PaymentMethod,
    /// The part that pays the sale.
    pub amount: MoneyView,
    /// What the customer handed over.
    pub tendered: MoneyView,
    pub change: MoneyView,
    /// Approval code of the terminal.
    pub reference: Option<String>,
}

/// The parts of a split payment that were taken already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct TakenPartsView {
    /// The parts, in the order they were taken.
    pub payments: Vec<PaymentView>,
    /// What was taken.
    pub sum: MoneyView,
    /// What is still owed, before cash rounding.
    pub remaining: MoneyView,
}

/// An amount the customer is likely to hand over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct QuickCashView {
    /// Minor units.
    #[specta(type = Number)]
    pub cents: i64,
    /// For the button.
    pub text: String,
    /// For `OfferInput.amount_text`.
    pub amount_text: String,
    /// Whether it is exactly what is owed.
    pub exact: bool,
}

/// How far the payments reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct TenderView {
    /// What is owed, before cash rounding.
    pub due: MoneyView,
    /// What is still owed when it is paid in cash, after rounding.
    pub cash_remaining: MoneyView,
    /// The rounding that these payments cause.
    pub rounding: MoneyView,
    /// What was offered.
    pub received: MoneyView,
    /// What is still owed.
    pub remaining: MoneyView,
    pub change: MoneyView,
    /// Whether the sale can be completed.
    pub complete: bool,
    /// The parts that were taken already and then the offers, as they count.
    pub payments: Vec<PaymentView>,
    /// Amounts for one touch.
    pub quick_cash: Vec<QuickCashView>,
    /// The payment methods that the store takes.
    pub methods: Vec<PaymentMethod>,
    /// Those of them that must say what was paid with.
    pub needs_reference: Vec<PaymentMethod>,
}

/// A sale that is on disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DoneView {
    /// The sale.
    pub transaction_id: Uuid,
    /// The number on the receipt.
    pub receipt_number: String,
    /// What the customer paid: items, tax and rounding.
    pub total: MoneyView,
    pub change: MoneyView,
    /// How it was paid.
    pub payments: Vec<PaymentView>,
    /// The state of its receipt.
    pub receipt_state: ReceiptState,
    pub receipt: ReceiptView,
}
