//! A product and the limits of its fields.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::barcode::Barcode;
use crate::barcode::damage::{CodeDamage, read_from_file};
use crate::money::Cents;
use crate::unit::{Measure, is_counted};

/// The highest price or cost, in minor units: 999,999,999.99.
pub const MAX_PRICE_CENTS: i64 = 99_999_999_999;
/// The longest name, in characters.
pub const MAX_NAME_LETTERS: usize = 200;
/// The longest SKU, barcode, category or unit, in characters.
pub const MAX_CODE_LETTERS: usize = 64;

/// Whether a product is sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum ProductStatus {
    /// It is sold.
    #[default]
    Active,
    /// It is kept for history and refused at the counter.
    Inactive,
}

crate::code::codes!(ProductStatus {
    Active = "active",
    Inactive = "inactive",
});

/// A problem of a barcode that a person should check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum BarcodeFlag {
    /// The check digit is wrong; the code is kept unchanged, because labels may carry it.
    BadCheckDigit,
    /// A spreadsheet has rounded the code, as in `8.99E+12`.
    DigitsLost,
    /// A spreadsheet has dropped the leading zeros.
    ZerosLost,
    /// The code was written as a number: `8,991,234,567,892`.
    WrittenAsNumber,
}

crate::code::codes!(BarcodeFlag {
    BadCheckDigit = "bad_check_digit",
    DigitsLost = "digits_lost",
    ZerosLost = "zeros_lost",
    WrittenAsNumber = "written_as_number",
});

/// The state of a product after all its changes. Its stock is a sum of movements and not part of
/// it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// Its id, given where it was created.
    pub product_id: Uuid,
    /// The shop's own code.
    pub sku: Option<String>,
    /// The barcode as it was entered; look-ups use [`crate::barcode::canonical`].
    pub barcode: Option<String>,
    /// The name on screen and receipt.
    pub name: String,
    /// The category, by name.
    pub category: Option<String>,
    /// The unit after a quantity (`kg`, `pcs`).
    pub unit: Option<String>,
    /// Sold by weight: quantities may have decimals.
    pub weighed: bool,
    /// Price of one unit; `None` when it is not set yet.
    pub price_cents: Option<Cents>,
    /// What one unit costs the shop.
    pub cost_cents: Option<Cents>,
    /// Sold without the store's taxes.
    pub tax_exempt: bool,
    /// Whether it is sold.
    pub status: ProductStatus,
    /// A level at or below this is low, in thousandths.
    pub low_stock_threshold_thousandths: Option<i64>,
    /// How many changes were applied; 0 for a product that does not exist yet.
    pub revision: u64,
}

impl From<CodeDamage> for BarcodeFlag {
    fn from(damage: CodeDamage) -> Self {
        match damage {
            CodeDamage::DigitsLost => Self::DigitsLost,
            CodeDamage::ZerosLost => Self::ZerosLost,
            CodeDamage::WrittenAsNumber => Self::WrittenAsNumber,
        }
    }
}

impl Product {
    /// A product without any field but its id.
    pub const fn blank(product_id: Uuid) -> Self {
        Self {
            product_id,
            sku: None,
            barcode: None,
            name: String::new(),
            category: None,
            unit: None,
            weighed: false,
            price_cents: None,
            cost_cents: None,
            tax_exempt: false,
            status: ProductStatus::Active,
            low_stock_threshold_thousandths: None,
            revision: 0,
        }
    }

    /// Whether it is sold by a measure: it is weighed, or its unit measures weight, length, area,
    /// volume or time.
    pub fn is_measured(&self) -> bool {
        self.weighed || !is_counted(self.unit.as_deref())
    }

    /// The measure of its unit; kilograms for a weighed product whose unit is not a measure.
    pub fn measure(&self) -> Option<Measure> {
        let unit = self.unit.as_deref().and_then(Measure::of_unit);
        unit.or_else(|| self.weighed.then_some(Measure::KILOGRAM))
    }

    /// A problem of the barcode that a person should check.
    pub fn barcode_flag(&self) -> Option<BarcodeFlag> {
        let barcode = self.barcode.as_deref()?;
        if let Some(damage) = read_from_file(barcode).damage {
            return Some(damage.into());
        }
        let code = Barcode::parse(barcode).ok()?;
        (!code.check_ok).then_some(BarcodeFlag::BadCheckDigit)
    }

    /// Checks every field against its limit.
    pub fn check(&self) -> Result<(), CatalogError> {
        check_text("name", &self.name, MAX_NAME_LETTERS)?;
        let texts = [
            ("sku", &self.sku),
            ("barcode", &self.barcode),
            ("category", &self.category),
            ("unit", &self.unit),
        ];
        for (field, text) in texts {
            if let Some(text) = text {
                check_text(field, text, MAX_CODE_LETTERS)?;
            }
        }
        for (field, amount) in [
            ("price_cents", self.price_cents),
            ("cost_cents", self.cost_cents),
        ] {
            if amount.is_some_and(|amount| !(0..=MAX_PRICE_CENTS).contains(&amount.value())) {
                return Err(CatalogError::AmountOutOfRange { field });
            }
        }
        Ok(())
    }
}

fn check_text(field: &'static str, text: &str, most: usize) -> Result<(), CatalogError> {
    if text.trim().is_empty() {
        return Err(CatalogError::Empty { field });
    }
    if text.chars().count() > most {
        return Err(CatalogError::TooLong { field, most });
    }
    if text.chars().any(char::is_control) {
        return Err(CatalogError::ControlCharacter { field });
    }
    Ok(())
}

/// Which rule a product breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CatalogError {
    /// A text is present but blank.
    #[error("{field} is empty")]
    Empty {
        /// The field's name.
        field: &'static str,
    },
    /// A text is longer than its limit.
    #[error("{field} has more than {most} characters")]
    TooLong {
        /// The field's name.
        field: &'static str,
        /// The limit.
        most: usize,
    },
    /// A line break, tab or other control character in a text.
    #[error("{field} holds a control character")]
    ControlCharacter {
        /// The field's name.
        field: &'static str,
    },
    /// A price or cost below zero or above [`MAX_PRICE_CENTS`].
    #[error("{field} is not between 0 and {MAX_PRICE_CENTS} minor units")]
    AmountOutOfRange {
        /// The field's name.
        field: &'static str,
    },
}
