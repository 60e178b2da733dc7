//! The figures of a shift: the X report while it runs, the Z report when it is closed.

use serde::{Deserialize, Serialize};

use super::ShiftError;
use crate::money::Cents;
use crate::quantity::Quantity;
use crate::tender::PaymentMethod;

/// The figures of a shift. Refunds are subtracted in every amount.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShiftReport {
    /// The number of sales.
    pub sales_count: u64,
    /// The number of refunds.
    pub refund_count: u64,
    /// The number of lines, of sales and refunds.
    pub item_count: u64,
    /// Quantities sold minus quantities returned.
    pub quantity_thousandths: Quantity,
    /// Price times quantity.
    pub gross_amount_cents: Cents,
    /// What was taken off.
    pub discount_cents: Cents,
    /// The taxes, by id, in the order of their first sale.
    pub tax_lines: Vec<ReportTax>,
    /// Taxes on top of prices.
    pub tax_cents: Cents,
    /// Gross minus discount, plus the taxes on top.
    pub net_amount_cents: Cents,
    /// What cash rounding added or took.
    pub rounding_cents: Cents,
    /// The amount of refunds, which is part of the net amount and not above zero.
    pub refund_amount_cents: Cents,
    /// By method, in the order of their first use.
    pub payments: Vec<PaymentTotal>,
    /// The cash in the drawer at the start.
    pub float_cents: Cents,
    /// Cash put in.
    pub paid_in_cents: Cents,
    /// Cash taken out; not negative.
    pub paid_out_cents: Cents,
    /// How often the drawer was opened without a sale.
    pub drawer_opened_count: u64,
}

/// One tax of a shift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportTax {
    /// The id of the rate.
    pub tax_id: String,
    /// Its name when it was last used.
    pub name: String,
    /// What it was computed on.
    pub base_cents: Cents,
    pub tax_cents: Cents,
    /// Whether prices held it.
    pub inclusive: bool,
}

/// The payments by one method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaymentTotal {
    pub method: PaymentMethod,
    /// The number of payments.
    pub count: u64,
    /// Their sum, minus change.
    pub amount_cents: Cents,
}

impl ShiftReport {
    /// Cash taken, minus change and cash refunds.
    pub fn cash_taken_cents(&self) -> Result<Cents, ShiftError> {
        let cash = self
            .payments
            .iter()
            .filter(|total| total.method == PaymentMethod::Cash);
        Ok(Cents::sum(cash.map(|total| total.amount_cents))?)
    }

    /// The expected cash in the drawer: float, plus cash taken minus change, plus paid in minus
    /// paid out.
    pub fn expected_drawer_cents(&self) -> Result<Cents, ShiftError> {
        let with_cash = self.float_cents.checked_add(self.cash_taken_cents()?)?;
        let with_paid_in = with_cash.checked_add(self.paid_in_cents)?;
        Ok(with_paid_in.checked_sub(self.paid_out_cents)?)
    }
}
