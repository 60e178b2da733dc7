//! Shifts, the counted drawer, and the X and Z report.

use super::{DenominationKind, MoneyView, PaymentMethod};
use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;
use uuid::Uuid;

/// A note or coin of the store's currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DenominationView {
    /// Its value in minor units.
    #[specta(type = Number)]
    pub cents: i64,
    /// Its value as people write it.
    pub text: String,
    /// Note or coin.
    pub kind: DenominationKind,
}

/// How many pieces of one note or coin were counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DenominationCount {
    /// Its value in minor units.
    #[specta(type = Number)]
    pub cents: i64,
    /// Pieces.
    pub count: u32,
}

/// A counted drawer: either one typed amount, or pieces of each note and coin.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CountInput {
    /// The amount as typed; empty when pieces were counted.
    pub amount_text: Option<String>,
    /// Pieces; empty when an amount was typed.
    pub denominations: Vec<DenominationCount>,
}

/// A counted drawer that differs from what it should hold, as whoever approves it reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DrawerDifference {
    pub counted: MoneyView,
    /// What was counted first, when that was another sum.
    pub counted_first: Option<MoneyView>,
    /// What the drawer should hold.
    pub expected: MoneyView,
    /// Counted less expected.
    pub difference: MoneyView,
}

/// The open shift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ShiftView {
    pub shift_id: Uuid,
    /// Its number on this register, from 1.
    #[specta(type = Number)]
    pub number: u64,
    /// Full name of who opened it.
    pub opened_by: String,
    /// When it was opened.
    #[specta(type = Number)]
    pub opened_at_ms: i64,
    /// The business day it belongs to, `YYYY-MM-DD`.
    pub business_date: String,
    /// The money put into the drawer at the start.
    pub float: MoneyView,
}

/// Tax of one rate in a shift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReportTaxLine {
    /// The tax's name.
    pub name: String,
    /// The amount that was taxed.
    pub base: MoneyView,
    pub tax: MoneyView,
}

/// Takings by one payment method.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct MethodTotalView {
    pub method: PaymentMethod,
    /// Payments.
    #[specta(type = Number)]
    pub count: u64,
    /// What stayed (cash: without the change).
    pub amount: MoneyView,
}

/// A shift of this register in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ShiftRowView {
    pub shift_id: Uuid,
    /// Its number on this register.
    #[specta(type = Number)]
    pub number: u64,
    /// The business day it belongs to, `YYYY-MM-DD`.
    pub business_date: String,
    /// When it was opened.
    #[specta(type = Number)]
    pub opened_at_ms: i64,
    /// When it was closed; none while it is open.
    #[specta(type = Option<Number>)]
    pub closed_at_ms: Option<i64>,
    /// Full name of who opened it.
    pub opened_by: String,
    /// What customers paid; none while it is open.
    pub net: Option<MoneyView>,
    /// Counted less expected; none while it is open.
    pub difference: Option<MoneyView>,
}

/// The X report of an open shift, or the Z report of a closed one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ShiftReportView {
    /// What was written at the close.
    pub note: String,
    /// Full name of who approved the difference.
    pub approved_by: Option<String>,
    pub shift_id: Uuid,
    /// Its number on this register.
    #[specta(type = Number)]
    pub number: u64,
    /// When it was opened.
    #[specta(type = Number)]
    pub opened_at_ms: i64,
    /// When it was closed; an X report has none.
    #[specta(type = Option<Number>)]
    pub closed_at_ms: Option<i64>,
    /// Full name of who opened it.
    pub opened_by: String,
    /// Full name of who closed it.
    pub closed_by: Option<String>,
    /// The money put in at the start.
    pub float: MoneyView,
    #[specta(type = Number)]
    pub sales_count: u64,
    #[specta(type = Number)]
    pub refund_count: u64,
    /// Lines of all receipts. Pieces and kilograms have no common sum.
    #[specta(type = Number)]
    pub item_count: u64,
    /// Sales before discounts; hidden with what the drawer should hold.
    pub gross: Option<MoneyView>,
    /// Discounts; hidden likewise.
    pub discount: Option<MoneyView>,
    /// Tax by rate.
    pub tax_lines: Vec<ReportTaxLine>,
    /// What customers paid, before cash rounding; hidden likewise.
    pub net: Option<MoneyView>,
    /// Cash rounding; hidden likewise.
    pub rounding: Option<MoneyView>,
    /// What refunds gave back; hidden likewise.
    pub refunded: Option<MoneyView>,
    /// How often the drawer was opened without a sale.
    #[specta(type = Number)]
    pub drawer_opened_count: u64,
    /// Takings by payment method.
    pub payments: Vec<MethodTotalView>,
    /// Cash put into the drawer by hand.
    pub cash_in: MoneyView,
    /// Cash taken out by hand.
    pub cash_out: MoneyView,
    /// What the drawer should hold; hidden from a cashier until the drawer is counted.
    pub expected: Option<MoneyView>,
    pub counted: Option<MoneyView>,
    /// Counted less expected.
    pub difference: Option<MoneyView>,
}
