//! Past sales and refunds.

use super::{MoneyView, PaymentMethod, PaymentView, ReceiptView, TransactionKind};
use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;
use uuid::Uuid;

/// Which transactions to list, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct TransactionQuery {
    /// A receipt number or a part of it.
    pub text: Option<String>,
    /// Only those before this position: `TransactionPage.next` of the page before.
    #[specta(type = Option<Number>)]
    pub before: Option<i64>,
    /// The most that are returned.
    pub limit: u32,
}

/// One transaction in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct TransactionRow {
    /// Its place in the ledger.
    #[specta(type = Number)]
    pub position: i64,
    pub transaction_id: Uuid,
    /// The number on the receipt.
    pub receipt_number: String,
    /// Sale or refund.
    pub kind: TransactionKind,
    /// When it was recorded.
    #[specta(type = Number)]
    pub recorded_at_ms: i64,
    /// The same in the register's local time, `YYYY-MM-DD HH:MM`.
    pub time_text: String,
    /// Who rang it up.
    pub cashier_name: String,
    /// Items, tax and rounding; hidden in the list from whoever will count the drawer, until it is
    /// counted.
    pub total: Option<MoneyView>,
    /// The payment method; none when several were mixed, and where the total is hidden.
    pub payment_method: Option<PaymentMethod>,
    pub item_count: u32,
}

/// A page of transactions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct TransactionPage {
    pub items: Vec<TransactionRow>,
    /// `before` of the next page; none at the end.
    #[specta(type = Option<Number>)]
    pub next: Option<i64>,
}

/// One item of a past transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct TransactionItemView {
    /// The product's name at that time.
    pub name: String,
    /// The quantity as people read it.
    pub quantity_text: String,
    /// Price of one unit.
    pub unit_price: MoneyView,
    /// Discount, if any.
    pub discount: Option<MoneyView>,
    /// Price times quantity, less discount.
    pub total: MoneyView,
}

/// A past transaction in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct TransactionView {
    /// What the list shows.
    pub row: TransactionRow,
    pub items: Vec<TransactionItemView>,
    /// The items before discounts.
    pub gross: MoneyView,
    pub discount: MoneyView,
    /// What was owed, before cash rounding.
    pub net: MoneyView,
    /// Items, tax and rounding.
    pub total: MoneyView,
    /// How it was paid.
    pub payments: Vec<PaymentView>,
    /// Cash rounding.
    pub rounding: MoneyView,
    pub change: MoneyView,
    pub receipt: ReceiptView,
    /// Number of the ledger entry in its epoch.
    #[specta(type = Number)]
    pub seq: u64,
    /// Hash of the ledger entry in hex.
    pub hash: String,
}
