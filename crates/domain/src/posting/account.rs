//! The accounts of a register.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::tender::PaymentMethod;

/// A place where money is, came from or went. The code of an account never changes.
///
/// Debits are above zero: the shop's assets (drawer, clearing, safe) and losses. Credits are below
/// zero: its income and debts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    /// Cash in the drawer.
    DrawerCash,
    /// Cash in the safe: where a float comes from and a counted drawer goes.
    SafeCash,
    /// Card payments not yet settled by the bank.
    CardClearing,
    /// QRIS payments not yet settled.
    QrisClearing,
    /// Bank transfers not yet matched.
    TransferClearing,
    /// Vouchers and anything else.
    OtherClearing,
    /// Price times quantity of what was sold, with the taxes that are in the prices.
    Sales,
    /// Discounts that were given.
    Discount,
    /// The tax that is included in the sales: sales minus this is revenue.
    IncludedTax,
    /// A tax owed, by the id of its rate.
    TaxPayable(String),
    /// The differences from cash rounding.
    Rounding,
    /// The differences of counted drawers: too much (below zero) or too little.
    OverShort,
    /// Cash put into the drawer from elsewhere.
    PaidIn,
    /// Cash taken out of the drawer for something.
    PaidOut,
}

const TAX_PREFIX: &str = "tax_payable:";

impl Account {
    /// The account of payments by a method.
    pub const fn of_method(method: PaymentMethod) -> Self {
        match method {
            PaymentMethod::Cash => Self::DrawerCash,
            PaymentMethod::Card => Self::CardClearing,
            PaymentMethod::Qris => Self::QrisClearing,
            PaymentMethod::Transfer => Self::TransferClearing,
            PaymentMethod::Other => Self::OtherClearing,
        }
    }

    /// The stable code, as `drawer_cash` or `tax_payable:ppn`.
    pub fn code(&self) -> String {
        match self {
            Self::DrawerCash => "drawer_cash".to_owned(),
            Self::SafeCash => "safe_cash".to_owned(),
            Self::CardClearing => "card_clearing".to_owned(),
            Self::QrisClearing => "qris_clearing".to_owned(),
            Self::TransferClearing => "transfer_clearing".to_owned(),
            Self::OtherClearing => "other_clearing".to_owned(),
            Self::Sales => "sales".to_owned(),
            Self::Discount => "discount".to_owned(),
            Self::IncludedTax => "included_tax".to_owned(),
            Self::TaxPayable(tax_id) => format!("{TAX_PREFIX}{tax_id}"),
            Self::Rounding => "rounding".to_owned(),
            Self::OverShort => "over_short".to_owned(),
            Self::PaidIn => "paid_in".to_owned(),
            Self::PaidOut => "paid_out".to_owned(),
        }
    }
}

impl FromStr for Account {
    type Err = UnknownAccount;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Ok(match code {
            "drawer_cash" => Self::DrawerCash,
            "safe_cash" => Self::SafeCash,
            "card_clearing" => Self::CardClearing,
            "qris_clearing" => Self::QrisClearing,
            "transfer_clearing" => Self::TransferClearing,
            "other_clearing" => Self::OtherClearing,
            "sales" => Self::Sales,
            "discount" => Self::Discount,
            "included_tax" => Self::IncludedTax,
            "rounding" => Self::Rounding,
            "over_short" => Self::OverShort,
            "paid_in" => Self::PaidIn,
            "paid_out" => Self::PaidOut,
            other => {
                let tax_id = other.strip_prefix(TAX_PREFIX).ok_or(UnknownAccount)?;
                Self::TaxPayable(tax_id.to_owned())
            }
        })
    }
}

impl fmt::Display for Account {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.code())
    }
}

impl Serialize for Account {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.code())
    }
}

impl<'de> Deserialize<'de> for Account {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

/// A code that does not name an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the code names no account")]
pub struct UnknownAccount;
