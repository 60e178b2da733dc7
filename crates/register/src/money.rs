//! Money and quantities as people of the store read and type them.

use domain::currency::{Currency, Locale};
use domain::money::Cents;
use domain::quantity::Quantity;
use domain::receipt::moment_text;
use domain::store::StoreSettings;

use crate::error::{AppError, InputError};
use crate::view::{CurrencyView, MoneyView};

/// A typed amount with this many digits and no separator counts as a scanned barcode. The tender
/// notices shorter codes, because it knows what is due.
const BARCODE_DIGITS: usize = 11;

/// How figures are shown to the caller. What is typed is read in the store's language all the same,
/// and receipts are printed in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FigureStyle {
    /// In the language of the store.
    #[default]
    Store,
    Language(Locale),
    /// For scripts: no symbol, no grouping, a point before the decimals.
    Plain,
}

/// The store's currency and language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MoneyText {
    currency: Currency,
    locale: Locale,
    figures: FigureStyle,
}

impl MoneyText {
    pub(crate) fn of(store: &StoreSettings, figures: FigureStyle) -> Result<Self, AppError> {
        Ok(Self {
            currency: Currency::from_code(&store.currency)?,
            locale: store.language,
            figures,
        })
    }

    /// The language of the caller; plain figures are written as English ones without groups.
    fn shown_locale(&self) -> Locale {
        match self.figures {
            FigureStyle::Store => self.locale,
            FigureStyle::Language(locale) => locale,
            FigureStyle::Plain => Locale::En,
        }
    }

    pub(crate) fn view(&self, amount: Cents) -> MoneyView {
        MoneyView {
            cents: amount.value(),
            text: match self.figures {
                FigureStyle::Plain => self.currency.format_major(amount),
                FigureStyle::Store | FigureStyle::Language(_) => {
                    self.currency.format(amount, self.shown_locale())
                }
            },
        }
    }

    /// A moment in the caller's language. Empty when the calendar has no such moment.
    pub(crate) fn moment(&self, at_ms: i64, offset_minutes: i16) -> String {
        moment_text(at_ms, offset_minutes, self.shown_locale()).unwrap_or_default()
    }

    pub(crate) fn currency(&self) -> Currency {
        self.currency
    }

    pub(crate) fn currency_view(&self) -> CurrencyView {
        CurrencyView {
            code: self.currency.code.to_owned(),
            symbol: self.currency.symbol.to_owned(),
            digits: self.currency.digits,
            minor_per_major: self.currency.minor_units(),
        }
    }

    /// A typed amount of zero or more. Digits of a scanner that typed into the field are refused.
    pub(crate) fn parse(&self, text: &str, field: &'static str) -> Result<Cents, AppError> {
        let text = text.trim();
        if text.len() >= BARCODE_DIGITS && text.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(InputError::AmountLooksLikeBarcode.into());
        }
        let amount = self
            .currency
            .parse_typed(text, self.locale)
            .map_err(|_| InputError::AmountInvalid { field })?;
        if amount.is_negative() {
            Err(InputError::AmountInvalid { field }.into())
        } else {
            Ok(amount)
        }
    }

    /// A typed quantity above zero. A separator that could mean thousands is refused.
    pub(crate) fn parse_quantity(&self, text: &str) -> Result<Quantity, AppError> {
        match Quantity::parse_typed(text, self.locale) {
            Ok(quantity) if quantity > Quantity::ZERO => Ok(quantity),
            _ => Err(InputError::QuantityInvalid.into()),
        }
    }

    /// The language that numbers are written in.
    pub(crate) fn locale(&self) -> Locale {
        self.locale
    }

    pub(crate) fn quantity(&self, quantity: Quantity) -> String {
        quantity.format(self.shown_locale())
    }

    /// What `OfferInput.amount_text` takes for this amount, exactly.
    pub(crate) fn typed(&self, amount: Cents) -> String {
        self.currency.format_plain(amount, self.locale)
    }
}
