//! How a transaction is paid.
//!
//! Payments are taken in the order given. Cash rounding affects only cash payments and is a
//! separate figure. Only cash gives change; other payments may not exceed the due. At all times
//! `due + rounding = payments + remaining` (Promise 6), where a payment is the amount handed over
//! minus the change.
//!
//! A refund (a due below zero, offers below zero) is computed as its mirror.

mod compute;
mod notes;
mod payouts;
mod quick_cash;
mod rounding;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::currency::CurrencyError;
use crate::money::{Cents, MoneyError};
use crate::rounding::RoundingError;

pub use compute::{refund_tender, tender};
pub use payouts::Payouts;
pub use quick_cash::{notes, quick_cash};
pub use rounding::{CashRounding, cash_due};

/// The most that one QRIS payment may be, in whole rupiah (Bank Indonesia).
pub const QRIS_MAX_RUPIAH: i64 = 10_000_000;

/// How money changes hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum PaymentMethod {
    /// Notes and coins.
    Cash,
    /// A debit or credit card on a terminal.
    Card,
    /// Indonesia's QR code for payments.
    Qris,
    /// A bank transfer.
    Transfer,
    /// Anything else, as a voucher.
    Other,
}

crate::code::codes!(PaymentMethod {
    Cash = "cash",
    Card = "card",
    Qris = "qris",
    Transfer = "transfer",
    Other = "other",
});

impl PaymentMethod {
    /// Whether a payment must say what it was. "Other" alone tells nobody what lies in the drawer
    /// in place of money.
    pub const fn needs_reference(self) -> bool {
        matches!(self, Self::Other)
    }
}

/// What a customer offers toward the due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PaymentOffer {
    pub method: PaymentMethod,
    /// How much is handed over; `None` means all that is left to pay.
    pub amount_cents: Option<Cents>,
    /// What the terminal or the bank printed.
    #[serde(default)]
    pub reference: Option<String>,
}

impl PaymentOffer {
    /// An amount in cash.
    pub const fn cash(amount: Cents) -> Self {
        Self {
            method: PaymentMethod::Cash,
            amount_cents: Some(amount),
            reference: None,
        }
    }

    /// An amount by another method.
    pub const fn of(method: PaymentMethod, amount: Cents) -> Self {
        Self {
            method,
            amount_cents: Some(amount),
            reference: None,
        }
    }

    /// All that is left to pay.
    pub const fn rest(method: PaymentMethod) -> Self {
        Self {
            method,
            amount_cents: None,
            reference: None,
        }
    }

    /// Refuses an offer that does not say what its method must tell. [`tender`] computes without
    /// it: parts that were taken and entries that were written before this rule stay good.
    pub fn check_reference(&self) -> Result<(), TenderError> {
        let says = self.reference.as_deref().map_or("", str::trim);
        if self.method.needs_reference() && says.is_empty() {
            return Err(TenderError::ReferenceMissing);
        }
        Ok(())
    }
}

/// A payment as it is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Payment {
    pub method: PaymentMethod,
    /// The amount that counts toward the due: tendered minus change.
    pub amount_cents: Cents,
    /// The amount handed over; the same as `amount_cents` if there is no change.
    pub tendered_cents: Cents,
    /// What was handed back.
    pub change_cents: Cents,
    /// What the terminal or the bank printed.
    #[serde(default)]
    pub reference: Option<String>,
}

/// The payments of a transaction so far, and what is left to pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Tender {
    /// The payments, in the order offered.
    pub payments: Vec<Payment>,
    /// What cash rounding added to the due (or, below zero, took off).
    pub rounding_cents: Cents,
    pub change_cents: Cents,
    /// The amount left to pay, unrounded.
    pub remaining_cents: Cents,
    /// Whether everything is paid.
    pub complete: bool,
}

/// The store's rules for payments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenderRules {
    /// The store's currency, as `IDR`.
    pub currency_code: String,
}

impl TenderRules {
    /// The rules in a currency.
    pub fn new(currency_code: &str) -> Self {
        Self {
            currency_code: currency_code.to_owned(),
        }
    }
}

/// Why payments are refused. In that case none of them is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TenderError {
    /// An offer of zero, or of the other sign than the due.
    #[error("a payment must be above zero")]
    AmountMustBePositive,
    /// An offer after everything is paid.
    #[error("everything is paid already")]
    AlreadyPaid,
    /// A method that gives no change pays more than is due.
    #[error("only cash gives change")]
    OnlyCashGivesChange,
    /// More cash handed out for a refund than is owed.
    #[error("a refund pays out no more than is owed")]
    RefundAboveDue,
    /// More than Rp 10 million in one QRIS payment.
    #[error("a QRIS payment is at most Rp 10.000.000")]
    QrisAboveLimit,
    /// The received cash is absurdly high: probably a scanner typed into the field.
    #[error("the amount looks like a barcode")]
    AmountLooksLikeABarcode,
    /// A payment by another method without a word on what it was.
    #[error("this payment must say what it was")]
    ReferenceMissing,
    /// A cash rounding step of zero or below.
    #[error("the cash rounding step must be above zero")]
    StepMustBePositive,
    /// The currency cannot be used.
    #[error(transparent)]
    Currency(#[from] CurrencyError),
    /// A figure leaves its range.
    #[error("payment is out of range")]
    OutOfRange,
    /// The figures do not add up: they were not made by [`tender`].
    #[error("payments do not add up")]
    SumsDiffer,
}

impl From<MoneyError> for TenderError {
    fn from(_: MoneyError) -> Self {
        Self::OutOfRange
    }
}

impl From<RoundingError> for TenderError {
    fn from(_: RoundingError) -> Self {
        Self::OutOfRange
    }
}

impl Tender {
    /// Verifies `due + rounding = payments + remaining` and each payment's own sum, also for
    /// figures from outside.
    pub fn check(&self, due: Cents) -> Result<(), TenderError> {
        let paid = Cents::sum(self.payments.iter().map(|payment| payment.amount_cents))?;
        let change = Cents::sum(self.payments.iter().map(|payment| payment.change_cents))?;
        let each_adds_up = self.payments.iter().all(|payment| {
            payment.amount_cents.checked_add(payment.change_cents) == Ok(payment.tendered_cents)
        });
        let adds_up =
            due.checked_add(self.rounding_cents)? == paid.checked_add(self.remaining_cents)?;
        let complete_is_told = self.complete == self.remaining_cents.is_zero();
        if adds_up && each_adds_up && complete_is_told && change == self.change_cents {
            Ok(())
        } else {
            Err(TenderError::SumsDiffer)
        }
    }
}
