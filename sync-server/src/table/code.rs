//! The codes of enums as the tables hold them.

use domain::cart::TransactionKind;
use domain::catalog::ProductStatus;
use domain::entry::body::CashMoveKind;
use domain::feed::RegisterStatus;
use domain::stock::StockReason;
use domain::tender::PaymentMethod;
use protocol::QuarantineReason;

/// An enum that is stored by its code.
pub(crate) trait Code: Copy + 'static {
    /// Each value with its code.
    const CODES: &'static [(Self, &'static str)];

    /// Whether two values are the same.
    fn is(self, other: Self) -> bool;

    /// The code of a value.
    fn as_str(self) -> &'static str {
        let known = Self::CODES.iter().find(|(value, _)| value.is(self));
        known.map_or("", |(_, code)| code)
    }

    /// The value with this code.
    fn from_code(code: &str) -> Option<Self> {
        let known = Self::CODES.iter().find(|(_, known)| *known == code);
        known.map(|(value, _)| *value)
    }
}

macro_rules! codes {
    ($($name:ident { $($value:ident = $code:literal),* $(,)? })*) => {
        $(impl Code for $name {
            const CODES: &'static [(Self, &'static str)] = &[$((Self::$value, $code)),*];

            fn is(self, other: Self) -> bool {
                self == other
            }
        })*
    };
}

codes! {
    TransactionKind { Sale = "sale", Refund = "refund" }
    ProductStatus { Active = "active", Inactive = "inactive" }
    RegisterStatus { Active = "active", Revoked = "revoked" }
    CashMoveKind { PaidIn = "paid_in", PaidOut = "paid_out" }
    StockReason {
        Sale = "sale",
        Refund = "refund",
        Received = "received",
        Counted = "counted",
        Adjusted = "adjusted",
        Opening = "opening",
    }
    PaymentMethod {
        Cash = "cash",
        Card = "card",
        Qris = "qris",
        Transfer = "transfer",
        Other = "other",
    }
    QuarantineReason {
        UnknownKind = "unknown_kind",
        BodyInvalid = "body_invalid",
        MoneyDoesNotAddUp = "money_does_not_add_up",
        ReceiptNumberRepeated = "receipt_number_repeated",
        ReferenceUnknown = "reference_unknown",
        RefundedTwice = "refunded_twice",
        RegisterRevoked = "register_revoked",
        Other = "other",
    }
}
