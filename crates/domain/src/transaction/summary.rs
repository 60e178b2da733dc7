//! A transaction in a list: how it was paid, and whether the drawer moved.

use super::TransactionBody;
use crate::code::Code as _;
use crate::tender::{Payment, PaymentMethod};

/// How a transaction was paid, in one word. Several payments by one method are that method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PaymentSummary {
    /// The amount due was zero.
    None,
    One(PaymentMethod),
    /// By several methods.
    Mixed,
}

impl PaymentSummary {
    /// The summary of these payments.
    pub fn of(payments: &[Payment]) -> Self {
        let mut methods = payments.iter().map(|payment| payment.method);
        match methods.next() {
            None => Self::None,
            Some(first) if methods.all(|method| method == first) => Self::One(first),
            Some(_) => Self::Mixed,
        }
    }

    /// The stable code: that of the method, `mixed` or `none`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::One(method) => method.as_str(),
            Self::Mixed => "mixed",
        }
    }

    /// The summary with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "none" => Some(Self::None),
            "mixed" => Some(Self::Mixed),
            method => PaymentMethod::from_code(method).map(Self::One),
        }
    }

    /// The method, if there is exactly one.
    pub const fn method(self) -> Option<PaymentMethod> {
        match self {
            Self::One(method) => Some(method),
            Self::None | Self::Mixed => None,
        }
    }
}

impl TransactionBody {
    /// How it was paid, in one word.
    pub fn payment_summary(&self) -> PaymentSummary {
        PaymentSummary::of(&self.payments)
    }

    /// Whether cash goes into or out of the drawer.
    pub fn moves_cash(&self) -> bool {
        self.payments
            .iter()
            .any(|payment| payment.method == PaymentMethod::Cash)
    }
}
