//! Reports of a business day. Those of a shift are in `shift`.

use super::{MethodTotalView, MoneyView, ReportTaxLine};
use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;

/// A business day in sums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DayReportView {
    /// The business day, `YYYY-MM-DD`.
    pub business_date: String,
    #[specta(type = Number)]
    pub sales_count: u64,
    #[specta(type = Number)]
    pub refund_count: u64,
    /// Before discounts.
    pub gross: MoneyView,
    pub discount: MoneyView,
    /// Tax by rate.
    pub tax_lines: Vec<ReportTaxLine>,
    /// After discounts and tax, before cash rounding.
    pub net: MoneyView,
    /// Cash rounding.
    pub rounding: MoneyView,
    /// Takings by payment method.
    pub payments: Vec<MethodTotalView>,
}
