//! Choices that several views share.

pub use domain::cart::TransactionKind;
pub use domain::catalog::ProductStatus;
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
