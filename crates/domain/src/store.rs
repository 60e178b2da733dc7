//! The settings of a store: its name, its taxes, its limits, its receipt.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::barcode::Mask;
use crate::business_day::MAX_CUTOFF_MINUTES;
use crate::currency::{Currency, CurrencyError, Locale};
use crate::money::Cents;
use crate::tax::{TaxError, TaxRate, effective_on};
use crate::tender::CashRounding;
use crate::user::pin::PIN_LENGTHS;

/// The widths a receipt printer may have, in columns.
pub const RECEIPT_COLUMNS: [u16; 3] = [32, 42, 48];
/// The longest store name, phone or receipt line, in characters.
pub const MAX_LINE_LETTERS: usize = 120;
/// The longest address, in characters; it may have several lines.
pub const MAX_ADDRESS_LETTERS: usize = 300;
/// The most header or footer lines of a receipt.
pub const MAX_RECEIPT_LINES: usize = 8;

/// The settings of a store, whole: an entry holds a snapshot, so that a receipt can be printed
/// again as it was.
///
/// An unknown field is refused, on purpose. A setting of a newer program may change what a customer
/// pays, and a subset of the settings would not be what the owner chose. A new setting is a new
/// version of `store_changed` (see [`crate::entry::kinds`]). In the feed it is a row that an older
/// register notes and reads after its upgrade (see [`crate::feed::change`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoreSettings {
    /// The name on the receipt.
    pub store_name: String,
    /// The address on the receipt; lines are separated by line breaks.
    pub address: String,
    /// The phone number on the receipt.
    pub phone: String,
    /// The currency's code (ISO 4217).
    pub currency: String,
    /// The language of receipts and of new screens.
    pub language: Locale,
    /// The taxes on every product that is not exempt, in their order.
    pub tax_rates: Vec<TaxRate>,
    /// How cash amounts are rounded; `None` for not at all.
    pub cash_rounding: Option<CashRounding>,
    /// Minutes after midnight at which a business day begins.
    pub business_day_cutoff_minutes: u16,
    /// The discount a cashier may give alone, in percent.
    pub discount_limit_percent: Decimal,
    /// The drawer difference a cashier may close with alone.
    pub over_short_limit_cents: Cents,
    /// Masks for in-store weight and price labels, tried in order.
    pub barcode_masks: Vec<Mask>,
    /// The receipt's form.
    pub receipt: ReceiptSettings,
    /// Digits of new PINs.
    pub pin_length: u8,
}

/// The form of a store's receipts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptSettings {
    /// Columns of the printer: one of [`RECEIPT_COLUMNS`].
    pub columns: u16,
    /// Lines under the store's name.
    pub header: Vec<String>,
    /// Lines at the end.
    pub footer: Vec<String>,
    /// Whether taxes are shown line by line.
    pub show_tax: bool,
}

impl StoreSettings {
    /// The settings of a new store: no tax, no rounding, midnight, 42 columns.
    pub fn new(store_name: &str, currency: &Currency, language: Locale) -> Self {
        Self {
            store_name: store_name.to_owned(),
            address: String::new(),
            phone: String::new(),
            currency: currency.code.to_owned(),
            language,
            tax_rates: Vec::new(),
            cash_rounding: None,
            business_day_cutoff_minutes: 0,
            discount_limit_percent: Decimal::TEN,
            over_short_limit_cents: Cents::ZERO,
            barcode_masks: vec![Mask::weight_preset()],
            receipt: ReceiptSettings {
                columns: 42,
                header: Vec::new(),
                footer: Vec::new(),
                show_tax: true,
            },
            pin_length: 4,
        }
    }

    /// Looks the currency's code up; the currencies are a fixed list.
    pub fn currency(&self) -> Result<Currency, CurrencyError> {
        Currency::from_code(&self.currency)
    }

    /// The taxes that hold on a day, in their order; none for an exempt product.
    pub fn taxes_on(&self, day: NaiveDate, tax_exempt: bool) -> Vec<TaxRate> {
        if tax_exempt {
            Vec::new()
        } else {
            effective_on(&self.tax_rates, day)
        }
    }

    /// Checks every setting against its limits.
    pub fn check(&self) -> Result<(), StoreError> {
        self.currency()?;
        if self.store_name.trim().is_empty() {
            return Err(StoreError::NameIsEmpty);
        }
        let lines = [&self.store_name, &self.phone];
        let receipt_lines = || self.receipt.header.iter().chain(&self.receipt.footer);
        if lines.into_iter().chain(receipt_lines()).any(|line| {
            line.chars().count() > MAX_LINE_LETTERS || line.chars().any(char::is_control)
        }) {
            return Err(StoreError::LineShape);
        }
        if self.address.chars().count() > MAX_ADDRESS_LETTERS {
            return Err(StoreError::AddressTooLong);
        }
        if self.receipt.header.len().max(self.receipt.footer.len()) > MAX_RECEIPT_LINES {
            return Err(StoreError::TooManyReceiptLines);
        }
        self.check_limits()
    }

    fn check_limits(&self) -> Result<(), StoreError> {
        for rate in &self.tax_rates {
            rate.check()?;
        }
        if self
            .cash_rounding
            .is_some_and(|rounding| !rounding.step_cents.is_positive())
        {
            return Err(StoreError::RoundingStep);
        }
        if self.business_day_cutoff_minutes > MAX_CUTOFF_MINUTES {
            return Err(StoreError::CutoffTooLate);
        }
        if !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&self.discount_limit_percent) {
            return Err(StoreError::DiscountLimit);
        }
        if self.over_short_limit_cents.is_negative() {
            return Err(StoreError::OverShortLimit);
        }
        if !RECEIPT_COLUMNS.contains(&self.receipt.columns) {
            return Err(StoreError::Columns);
        }
        if !PIN_LENGTHS.contains(&usize::from(self.pin_length)) {
            return Err(StoreError::PinLength);
        }
        Ok(())
    }
}

/// Which setting breaks its rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The currency cannot be used.
    #[error(transparent)]
    Currency(#[from] CurrencyError),
    /// A tax rate cannot be used.
    #[error(transparent)]
    Tax(#[from] TaxError),
    /// The store has no name.
    #[error("the store's name is empty")]
    NameIsEmpty,
    /// A name, phone or receipt line is too long or holds a control character.
    #[error("a line has more than {MAX_LINE_LETTERS} characters or a control character")]
    LineShape,
    /// The address is too long.
    #[error("the address has more than {MAX_ADDRESS_LETTERS} characters")]
    AddressTooLong,
    /// Too many header or footer lines.
    #[error("a receipt has at most {MAX_RECEIPT_LINES} header and as many footer lines")]
    TooManyReceiptLines,
    /// The step of cash rounding is not above zero.
    #[error("the cash rounding step must be above zero")]
    RoundingStep,
    /// The business day begins after noon.
    #[error("the business day begins after noon")]
    CutoffTooLate,
    /// The discount limit is not a percentage.
    #[error("the discount limit is not between 0 and 100 percent")]
    DiscountLimit,
    /// The drawer limit is below zero.
    #[error("the drawer difference limit is negative")]
    OverShortLimit,
    /// The number of columns is not a supported one.
    #[error("a receipt has 32, 42 or 48 columns")]
    Columns,
    /// The PIN length is not 4 to 6.
    #[error("a PIN has 4 to 6 digits")]
    PinLength,
}
