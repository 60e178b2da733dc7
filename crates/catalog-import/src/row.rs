//! One row of a file: its product data, or the reason for a refusal.

use domain::barcode::Barcode;
use domain::barcode::damage::CodeDamage;
use domain::catalog::{CatalogError, Product};
use domain::money::Cents;

/// The product data in a row. A field that the row leaves empty keeps its old value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportRow {
    /// The line that the row begins in, counted from 1.
    pub line: u64,
    pub barcode: Option<String>,
    /// What a spreadsheet did to the barcode.
    pub barcode_damage: Option<BarcodeDamage>,
    /// The shop's own code.
    pub sku: Option<String>,
    pub name: String,
    pub price_cents: Option<Cents>,
    /// The cost for the shop.
    pub cost_cents: Option<Cents>,
    pub category: Option<String>,
    /// The opening stock, in thousandths of the unit.
    pub stock_thousandths: Option<i64>,
    pub unit: Option<String>,
    /// Whether it is sold by weight.
    pub weighed: Option<bool>,
}

/// A barcode that differs in the file from the printed one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarcodeDamage {
    /// The text in the file.
    pub written: String,
    /// What happened to it.
    pub damage: CodeDamage,
    /// Whether the row's barcode was restored to the printed one.
    pub certain: bool,
}

/// Why the barcode of a row should be checked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RowFlag {
    /// The check digit is wrong.
    #[error("the check digit is wrong")]
    CheckDigitWrong,
    /// Its last digits are lost.
    #[error("{written:?} was rounded by a spreadsheet: its last digits are lost, type it again")]
    DigitsLost {
        /// The text in the file.
        written: String,
    },
    /// Leading zeros may be missing.
    #[error("{written:?} may have lost zeros in front: look at the package")]
    ZerosLost {
        /// The text in the file.
        written: String,
    },
    /// Leading zeros were missing and were restored.
    #[error("{written:?} had lost its zeros in front; they were put back")]
    ZerosRestored {
        /// The text in the file.
        written: String,
    },
    /// It was written as a number or a formula.
    #[error("{written:?} was written as a number; it was read as a code")]
    NumberRead {
        /// The text in the file.
        written: String,
    },
}

impl RowFlag {
    /// The stable code that the file of flagged rows holds.
    pub fn code(&self) -> &'static str {
        match self {
            Self::CheckDigitWrong => "bad_check_digit",
            Self::DigitsLost { .. } => "code_digits_lost",
            Self::ZerosLost { .. } => "code_zeros_lost",
            Self::ZerosRestored { .. } => "code_zeros_restored",
            Self::NumberRead { .. } => "code_number_read",
        }
    }
}

/// Why a row is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RowError {
    /// A field is not UTF-8 text.
    #[error("the row is not UTF-8 text")]
    NotText,
    /// The row has more or fewer fields than the header has columns.
    #[error("the row has {found} fields, the header has {expected}")]
    FieldCount {
        /// Columns of the header.
        expected: usize,
        /// Fields of the row.
        found: usize,
    },
    /// A quotation mark is opened and not closed, so that the following rows become one field of
    /// this one.
    #[error("a quotation mark is not closed: the row goes on to line {last_line}")]
    QuoteOpen {
        /// The last line that belongs to the row.
        last_line: u64,
    },
    /// The row has neither barcode nor SKU, so its product could not be found again.
    #[error("the row has neither barcode nor SKU")]
    CodeMissing,
    /// The price is not an amount.
    #[error("the price is not an amount")]
    PriceInvalid,
    /// The separator of the price could be a thousands separator or the decimal mark.
    #[error("the price can be read in two ways: write it without thousands separators")]
    PriceDoubtful,
    /// The price is below zero.
    #[error("the price is negative")]
    PriceNegative,
    /// The price is above the limit for a product.
    #[error("the price is absurdly high")]
    PriceTooHigh,
    /// The cost cannot be read, or is out of range.
    #[error("the cost is not an amount")]
    CostInvalid,
    /// The separator of the cost could be a thousands separator or the decimal mark.
    #[error("the cost can be read in two ways: write it without thousands separators")]
    CostDoubtful,
    /// The stock cannot be read.
    #[error("the stock is not a quantity")]
    StockInvalid,
    /// The separator of the stock could be a thousands separator or the decimal mark.
    #[error("the stock can be read in two ways: write it without thousands separators")]
    StockDoubtful,
    /// The value for "sold by weight" cannot be read.
    #[error("weighed is neither yes nor no")]
    WeighedInvalid,
    /// A field breaks a rule of the catalog: empty, too long, or with control characters.
    #[error(transparent)]
    Field(CatalogError),
    /// An earlier row has this barcode.
    #[error("the barcode is in line {first_line} already")]
    BarcodeRepeated {
        /// The first line with it.
        first_line: u64,
    },
    /// An earlier row has this SKU.
    #[error("the SKU is in line {first_line} already")]
    SkuRepeated {
        /// The first line with it.
        first_line: u64,
    },
    /// Barcode and SKU belong to two products of the catalog, or an earlier row changed the same
    /// product.
    #[error("barcode and SKU belong to different products")]
    CodesDisagree,
}

impl RowError {
    /// The stable code that the file of rejected rows holds.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotText => "not_utf8",
            Self::FieldCount { .. } => "field_count",
            Self::QuoteOpen { .. } => "quote_open",
            Self::CodeMissing => "code_missing",
            Self::PriceDoubtful => "price_doubtful",
            Self::CostDoubtful => "cost_doubtful",
            Self::StockDoubtful => "stock_doubtful",
            Self::PriceInvalid => "price_invalid",
            Self::PriceNegative => "price_negative",
            Self::PriceTooHigh | Self::Field(CatalogError::AmountOutOfRange { .. }) => {
                "price_too_high"
            }
            Self::CostInvalid => "cost_invalid",
            Self::StockInvalid => "stock_invalid",
            Self::WeighedInvalid => "weighed_invalid",
            Self::Field(CatalogError::Empty { .. }) => "name_missing",
            Self::Field(CatalogError::TooLong { .. }) => "text_too_long",
            Self::Field(CatalogError::ControlCharacter { .. }) => "control_character",
            Self::BarcodeRepeated { .. } => "barcode_repeated",
            Self::SkuRepeated { .. } => "sku_repeated",
            Self::CodesDisagree => "codes_disagree",
        }
    }
}

impl ImportRow {
    /// Why the barcode should be checked, if so. The row is accepted in any case.
    pub fn flag(&self) -> Option<RowFlag> {
        if let Some(barcode) = &self.barcode_damage {
            let written = barcode.written.clone();
            return Some(match (barcode.damage, barcode.certain) {
                (CodeDamage::DigitsLost, _) => RowFlag::DigitsLost { written },
                (CodeDamage::ZerosLost, false) => RowFlag::ZerosLost { written },
                (CodeDamage::ZerosLost, true) => RowFlag::ZerosRestored { written },
                (CodeDamage::WrittenAsNumber, _) => RowFlag::NumberRead { written },
            });
        }
        let code = self.barcode.as_deref().map(Barcode::parse);
        matches!(code, Some(Ok(code)) if !code.check_ok).then_some(RowFlag::CheckDigitWrong)
    }

    /// The product `before`, with this row applied to it.
    pub fn applied_to(&self, before: &Product) -> Product {
        let keep = |new: &Option<String>, old: &Option<String>| new.clone().or_else(|| old.clone());
        Product {
            barcode: keep(&self.barcode, &before.barcode),
            sku: keep(&self.sku, &before.sku),
            name: self.name.clone(),
            category: keep(&self.category, &before.category),
            unit: keep(&self.unit, &before.unit),
            weighed: self.weighed.unwrap_or(before.weighed),
            price_cents: self.price_cents.or(before.price_cents),
            cost_cents: self.cost_cents.or(before.cost_cents),
            ..before.clone()
        }
    }
}
