//! Money on the command line: major units with a point, whatever the store's language.

use domain::currency::{Currency, Locale};
use domain::money::Cents;
use register::Register;
use register::view::Language;

use crate::error::CliError;

/// The store's currency, for reading and showing amounts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Money {
    currency: Currency,
    locale: Locale,
}

impl Money {
    /// The currency of an open register.
    pub(crate) fn of(register: &Register) -> Result<Self, CliError> {
        let status = register.app_status()?;
        let locale = match status.language {
            Language::Id => Locale::Id,
            Language::En => Locale::En,
        };
        let currency = Currency::from_code(&status.currency.code)
            .map_err(|error| CliError::usage(error.to_string()))?;
        Ok(Self { currency, locale })
    }

    /// The currency itself.
    pub(crate) fn currency(self) -> Currency {
        self.currency
    }

    /// Reads `12500` or `12500.50`.
    pub(crate) fn read(self, text: &str) -> Result<Cents, CliError> {
        let amount = self.currency.parse_major(text);
        amount.map_err(|reason| CliError::Amount {
            text: text.to_owned(),
            reason,
        })
    }

    /// The same amount as a person of this store would type it, which is what the use cases take.
    pub(crate) fn typed(self, text: &str) -> Result<String, CliError> {
        Ok(self.currency.format_plain(self.read(text)?, self.locale))
    }

    /// An amount for people, as `Rp 12.500`.
    pub(crate) fn show(self, cents: i64) -> String {
        match Cents::new(cents) {
            Ok(amount) => self.currency.format(amount, self.locale),
            Err(_) => cents.to_string(),
        }
    }
}
