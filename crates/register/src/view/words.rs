//! Choices that several views share.

pub use domain::cart::TransactionKind;
pub use domain::catalog::ProductStatus;
pub use domain::feed::{ConflictField, RegisterStatus};
pub use domain::shift::DenominationKind;
pub use domain::tender::PaymentMethod;
pub use domain::user::{Permission, Role};

use domain::currency::Locale;
use serde::{Deserialize, Serialize};
use specta::Type;

/// A language of the screens and receipts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Bahasa Indonesia.
    #[default]
    Id,
    /// English.
    En,
}

/// Light or dark screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Dark text on a light ground.
    Light,
    /// Light text on a dark ground.
    Dark,
    /// Whatever the desktop uses.
    #[default]
    System,
}

/// Why an entry is quarantined on the server. Nothing of it is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum QuarantineCode {
    /// A kind or version of a newer program.
    UnknownKind,
    /// The body is not what its kind says.
    BodyInvalid,
    /// The amounts do not add up.
    MoneyDoesNotAddUp,
    /// The receipt number was given before, by a copy of this register; the sale counts.
    ReceiptNumberRepeated,
    /// The shift, sale or person it names is not known.
    ReferenceUnknown,
    /// More was refunded than was sold; the refund counts.
    RefundedTwice,
    /// The register was revoked when it arrived.
    RegisterRevoked,
    /// A reason of a newer server.
    Other,
}

impl From<Language> for Locale {
    fn from(language: Language) -> Self {
        match language {
            Language::Id => Self::Id,
            Language::En => Self::En,
        }
    }
}

impl From<Locale> for Language {
    fn from(locale: Locale) -> Self {
        match locale {
            Locale::Id => Self::Id,
            Locale::En => Self::En,
        }
    }
}
