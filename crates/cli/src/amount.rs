//! Money on the command line: major units with a point, whatever the store's language.

use domain::currency::{Currency, Locale};
use domain::money::Cents;
use register::view::Language;
use register::{FigureStyle, Register};

use crate::error::CliError;

/// The store's currency, for reading and showing amounts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Money {
    currency: Currency,
    /// The store's: what the use cases read.
    locale: Locale,
    figures: FigureStyle,
}

impl Money {
    /// The currency of an open register.
    pub(crate) fn of(register: &Register, figures: FigureStyle) -> Result<Self, CliError> {
        let status = register.app_status()?;
        let locale = match status.language {
            Language::Id => Locale::Id,
            Language::En => Locale::En,
        };
        let currency = Currency::from_code(&status.currency.code)
            .map_err(|error| CliError::usage(error.to_string()))?;
        Ok(Self {
            currency,
            locale,
            figures,
        })
    }

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

    /// An amount as the caller asked for it, such as `Rp 12.500`.
    pub(crate) fn show(self, cents: i64) -> String {
        let Ok(amount) = Cents::new(cents) else {
            return cents.to_string();
        };
        match self.figures {
            FigureStyle::Store => self.currency.format(amount, self.locale),
            FigureStyle::Language(locale) => self.currency.format(amount, locale),
            FigureStyle::Plain => self.currency.format_major(amount),
        }
    }
}
