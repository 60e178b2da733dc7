//! One row of a file: what it says about a product, or why it cannot be taken.

use domain::{
    barcode::Barcode,
    catalog::{CatalogError, Product},
    currency::{AmountError, Currency},
    money::Cents,
    quantity::Quantity,
};
use uuid::Uuid;

use super::{
    amount,
    mapping::{Columns, Field},
    reader::RawRow,
};

/// What a row says about a product. What a row leaves empty stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportRow {
    /// The line that the row begins in, counted from 1.
    pub line: u64,
    /// The barcode.
    pub barcode: Option<String>,
    /// The shop's own code.
    pub sku: Option<String>,
    /// The name.
    pub name: String,
    /// The price.
    pub price_cents: Option<Cents>,
    /// What it costs the shop.
    pub cost_cents: Option<Cents>,
    /// The category.
    pub category: Option<String>,
    /// What is on the shelf.
    pub stock_thousandths: Option<i64>,
    /// The unit.
    pub unit: Option<String>,
    /// Whether it is sold by weight.
    pub weighed: Option<bool>,
}

/// Why a row is rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RowError {
    /// A field is not UTF-8 text.
    #[error("the row is not UTF-8 text")]
    NotText,
    /// More or fewer fields than the header has columns.
    #[error("the row has {found} fields, the header has {expected}")]
    FieldCount {
        /// Columns of the header.
        expected: usize,
        /// Fields of the row.
        found: usize,
    },
    /// Neither barcode nor SKU: the product could not be found again.
    #[error("the row has neither barcode nor SKU")]
    CodeMissing,
    /// The price cannot be read.
    #[error("the price is not an amount")]
    PriceInvalid,
    /// The price is below zero.
    #[error("the price is negative")]
    PriceNegative,
    /// The price is above what a product may cost.
    #[error("the price is absurdly high")]
    PriceTooHigh,
    /// The cost cannot be read, or is out of range.
    #[error("the cost is not an amount")]
    CostInvalid,
    /// The stock cannot be read.
    #[error("the stock is not a quantity")]
    StockInvalid,
    /// Whether it is weighed cannot be read.
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
    /// Barcode and SKU belong to two products of the catalog, or an earlier row changed the same.
    #[error("barcode and SKU belong to different products")]
    CodesDisagree,
}

impl RowError {
    /// The stable code, as the file of rejected rows has it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotText => "not_utf8",
            Self::FieldCount { .. } => "field_count",
            Self::CodeMissing => "code_missing",
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

/// How the rows of one file are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowRules {
    pub(super) columns: Columns,
    pub(super) column_count: usize,
    pub(super) currency: Currency,
    pub(super) decimal_comma: bool,
}

impl RowRules {
    /// Reads a row. Whether its codes are repeated is another question.
    pub(super) fn read(&self, raw: &RawRow) -> Result<ImportRow, RowError> {
        if raw.fields.len() != self.column_count {
            return Err(RowError::FieldCount {
                expected: self.column_count,
                found: raw.fields.len(),
            });
        }
        let row = ImportRow {
            line: raw.line,
            barcode: self.text(raw, Field::Barcode)?,
            sku: self.text(raw, Field::Sku)?,
            name: self.text(raw, Field::Name)?.unwrap_or_default(),
            price_cents: self.price(raw)?,
            cost_cents: self.cost(raw)?,
            category: self.text(raw, Field::Category)?,
            stock_thousandths: self.stock(raw)?,
            unit: self.text(raw, Field::Unit)?,
            weighed: self.weighed(raw)?,
        };
        if row.barcode.is_none() && row.sku.is_none() {
            return Err(RowError::CodeMissing);
        }
        row.applied_to(&Product::blank(Uuid::nil()))
            .check()
            .map_err(RowError::Field)?;
        Ok(row)
    }

    /// The text of a field; nothing when it is not mapped or blank.
    fn text(&self, raw: &RawRow, field: Field) -> Result<Option<String>, RowError> {
        let Some(bytes) = self
            .columns
            .index(field)
            .and_then(|index| raw.fields.get(index))
        else {
            return Ok(None);
        };
        let text = std::str::from_utf8(bytes).map_err(|_| RowError::NotText)?;
        // A line break within a name is a blank to a reader, and would break a receipt.
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok((!text.is_empty()).then_some(text))
    }

    fn price(&self, raw: &RawRow) -> Result<Option<Cents>, RowError> {
        let Some(text) = self.text(raw, Field::Price)? else {
            return Ok(None);
        };
        match amount::read(self.currency, &text, self.decimal_comma) {
            Ok(price) if price.is_negative() => Err(RowError::PriceNegative),
            Ok(price) => Ok(Some(price)),
            Err(AmountError::OutOfRange) if text.starts_with('-') => Err(RowError::PriceNegative),
            Err(AmountError::OutOfRange) => Err(RowError::PriceTooHigh),
            Err(_) => Err(RowError::PriceInvalid),
        }
    }

    fn cost(&self, raw: &RawRow) -> Result<Option<Cents>, RowError> {
        let Some(text) = self.text(raw, Field::Cost)? else {
            return Ok(None);
        };
        match amount::read(self.currency, &text, self.decimal_comma) {
            Ok(cost) if !cost.is_negative() => Ok(Some(cost)),
            _ => Err(RowError::CostInvalid),
        }
    }

    fn stock(&self, raw: &RawRow) -> Result<Option<i64>, RowError> {
        let Some(text) = self.text(raw, Field::Stock)? else {
            return Ok(None);
        };
        match Quantity::parse(&text) {
            Ok(quantity) => Ok(Some(quantity.thousandths())),
            Err(_) => Err(RowError::StockInvalid),
        }
    }

    fn weighed(&self, raw: &RawRow) -> Result<Option<bool>, RowError> {
        let Some(text) = self.text(raw, Field::Weighed)? else {
            return Ok(None);
        };
        match text.to_lowercase().as_str() {
            "1" | "true" | "yes" | "y" | "ya" => Ok(Some(true)),
            "0" | "false" | "no" | "n" | "tidak" => Ok(Some(false)),
            _ => Err(RowError::WeighedInvalid),
        }
    }
}

impl ImportRow {
    /// Whether the barcode is kept although its check digit is wrong.
    pub fn is_flagged(&self) -> bool {
        let code = self.barcode.as_deref().map(Barcode::parse);
        matches!(code, Some(Ok(code)) if !code.check_ok)
    }

    /// The product as it is after this row.
    pub(super) fn applied_to(&self, before: &Product) -> Product {
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
