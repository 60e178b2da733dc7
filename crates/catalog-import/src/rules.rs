//! How the rows of one file are read.

use domain::barcode::damage::read_from_file;
use domain::catalog::Product;
use domain::currency::{AmountError, Currency};
use domain::money::Cents;
use uuid::Uuid;

use crate::amount::{self, DecimalMark, QuantityProblem};
use crate::field::Field;
use crate::file::{CatalogFile, RawRow};
use crate::mapping::FieldIndexes;
use crate::row::{BarcodeDamage, ImportRow, RowError};

/// How the rows of one file are read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowRules {
    columns: FieldIndexes,
    column_count: usize,
    currency: Currency,
    decimal_mark: DecimalMark,
}

impl RowRules {
    /// The rules for a file whose columns were found.
    pub(crate) fn of(file: &CatalogFile, columns: FieldIndexes, currency: Currency) -> Self {
        Self {
            columns,
            column_count: file.columns.len(),
            currency,
            decimal_mark: file.decimal_mark(),
        }
    }

    /// Reads a row. It does not check for repeated codes, which [`crate::repeated::SeenCodes`]
    /// finds.
    pub(crate) fn read(&self, raw: &RawRow) -> Result<ImportRow, RowError> {
        let is_cut = raw.fields.len() != self.column_count && raw.lines.last > raw.lines.first;
        if raw.lines.is_open || is_cut {
            return Err(RowError::QuoteOpen {
                last_line: raw.lines.last,
            });
        }
        if raw.fields.len() != self.column_count {
            return Err(RowError::FieldCount {
                expected: self.column_count,
                found: raw.fields.len(),
            });
        }
        let weighed = self.weighed(raw)?;
        let (barcode, barcode_damage) = self.barcode(raw)?;
        let row = ImportRow {
            line: raw.lines.first,
            barcode,
            barcode_damage,
            sku: self.text(raw, Field::Sku)?,
            name: self.text(raw, Field::Name)?.unwrap_or_default(),
            price_cents: self.price(raw)?,
            cost_cents: self.cost(raw)?,
            category: self.text(raw, Field::Category)?,
            stock_thousandths: self.stock(raw, weighed)?,
            unit: self.text(raw, Field::Unit)?,
            weighed,
        };
        if row.barcode.is_none() && row.sku.is_none() {
            return Err(RowError::CodeMissing);
        }
        row.applied_to(&Product::blank(Uuid::nil()))
            .check()
            .map_err(RowError::Field)?;
        Ok(row)
    }

    /// The text of a field; `None` when the field is blank or not mapped.
    fn text(&self, raw: &RawRow, field: Field) -> Result<Option<String>, RowError> {
        let Some(bytes) = self
            .columns
            .index(field)
            .and_then(|index| raw.fields.get(index))
        else {
            return Ok(None);
        };
        let text = std::str::from_utf8(bytes).map_err(|_| RowError::NotText)?;
        // A line break within a name would break a receipt.
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok((!text.is_empty()).then_some(text))
    }

    /// The barcode, repaired if its check digit proves the repair, and the damage by a spreadsheet.
    fn barcode(&self, raw: &RawRow) -> Result<(Option<String>, Option<BarcodeDamage>), RowError> {
        let Some(written) = self.text(raw, Field::Barcode)? else {
            return Ok((None, None));
        };
        let read = read_from_file(&written);
        let damage = read.damage.map(|damage| BarcodeDamage {
            written,
            damage,
            certain: read.certain,
        });
        Ok((Some(read.code).filter(|code| !code.is_empty()), damage))
    }

    fn price(&self, raw: &RawRow) -> Result<Option<Cents>, RowError> {
        let Some(text) = self.text(raw, Field::Price)? else {
            return Ok(None);
        };
        match amount::price(self.currency, &text, self.decimal_mark) {
            Ok(price) if price.is_negative() => Err(RowError::PriceNegative),
            Ok(price) => Ok(Some(price)),
            Err(AmountError::OutOfRange) if text.starts_with('-') => Err(RowError::PriceNegative),
            Err(AmountError::OutOfRange) => Err(RowError::PriceTooHigh),
            Err(AmountError::Ambiguous) => Err(RowError::PriceDoubtful),
            Err(_) => Err(RowError::PriceInvalid),
        }
    }

    fn cost(&self, raw: &RawRow) -> Result<Option<Cents>, RowError> {
        let Some(text) = self.text(raw, Field::Cost)? else {
            return Ok(None);
        };
        match amount::price(self.currency, &text, self.decimal_mark) {
            Ok(cost) if !cost.is_negative() => Ok(Some(cost)),
            Err(AmountError::Ambiguous) => Err(RowError::CostDoubtful),
            _ => Err(RowError::CostInvalid),
        }
    }

    fn stock(&self, raw: &RawRow, weighed: Option<bool>) -> Result<Option<i64>, RowError> {
        let Some(text) = self.text(raw, Field::Stock)? else {
            return Ok(None);
        };
        let has_thirds = weighed == Some(true) || self.currency.exponent == 3;
        match amount::quantity(&text, self.decimal_mark, has_thirds) {
            Ok(quantity) => Ok(Some(quantity.thousandths())),
            Err(QuantityProblem::Doubtful) => Err(RowError::StockDoubtful),
            Err(QuantityProblem::NotANumber) => Err(RowError::StockInvalid),
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
