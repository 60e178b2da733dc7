//! A file of invoices, read one invoice at a time.

use std::fs::File;
use std::path::{Path, PathBuf};

use catalog_import::{PlainText, RowLines, open_text};

use chrono::{NaiveDate, NaiveDateTime};
use csv::StringRecord;
use domain::currency::Currency;
use domain::money::Cents;
use domain::quantity::Quantity;
use serde::Serialize;

use super::mapping::InvoiceColumns;
use crate::error::CliError;

/// A row that can be rung up.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Its line in the file, the header counted.
    pub(super) line: u64,
    pub(super) code: String,
    pub(super) name: String,
    /// Below zero: taken back.
    pub(super) quantity: Quantity,
    pub(super) price: Cents,
}

/// Rows that follow each other with the same invoice number.
#[derive(Debug, Default)]
pub(super) struct Invoice {
    pub(super) number: String,
    /// When it was written, in UTC.
    pub(super) time_ms: Option<i64>,
    pub(super) rows: Vec<Row>,
}

/// A row that cannot be rung up.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Rejected {
    /// Its line in the file, the header counted.
    pub(super) line: u64,
    pub(super) invoice: String,
    pub(super) code: String,
    /// Why, as a word.
    pub(super) reason: String,
}

/// Reads a file from its beginning to its end.
pub(super) struct InvoiceReader {
    path: PathBuf,
    rows: csv::Reader<PlainText<File>>,
    /// The line that the last row begins in.
    line: u64,
    columns: InvoiceColumns,
    currency: Currency,
    record: StringRecord,
    /// The first row of the next invoice, which ended the one before.
    ahead: Option<(String, Option<i64>, Row)>,
    /// What was refused since it was last taken.
    pub(super) rejected: Vec<Rejected>,
}

impl InvoiceReader {
    /// Opens the file and finds its columns.
    pub(super) fn open(path: &Path, map: &[String], currency: Currency) -> Result<Self, CliError> {
        let file = open_text(path)?;
        let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(file);
        let csv = |source| CliError::Csv {
            path: path.to_owned(),
            source,
        };
        let columns = InvoiceColumns::find(path, rows.headers().map_err(csv)?, map)?;
        Ok(Self {
            path: path.to_owned(),
            rows,
            line: 0,
            columns,
            currency,
            record: StringRecord::new(),
            ahead: None,
            rejected: Vec::new(),
        })
    }

    /// How far the file was read, in bytes.
    pub(super) fn bytes_read(&self) -> u64 {
        self.rows.position().byte()
    }

    /// The next invoice with at least one row that can be rung up.
    pub(super) fn next_invoice(&mut self) -> Result<Option<Invoice>, CliError> {
        let mut invoice = Invoice::default();
        loop {
            let ahead = match self.ahead.take() {
                Some(ahead) => Some(ahead),
                None => self.next_row()?,
            };
            let Some((number, time_ms, row)) = ahead else {
                return Ok((!invoice.rows.is_empty()).then_some(invoice));
            };
            if invoice.rows.is_empty() {
                invoice.number.clone_from(&number);
                invoice.time_ms = time_ms;
            }
            if invoice.number != number {
                self.ahead = Some((number, time_ms, row));
                return Ok(Some(invoice));
            }
            invoice.rows.push(row);
        }
    }

    fn next_row(&mut self) -> Result<Option<(String, Option<i64>, Row)>, CliError> {
        loop {
            let read = self.rows.read_record(&mut self.record);
            let read = read.map_err(|source| CliError::Csv {
                path: self.path.clone(),
                source,
            })?;
            if !read {
                return Ok(None);
            }
            self.line = RowLines::of(&self.rows, self.record.as_slice().as_bytes()).first;
            match self.row() {
                Ok(row) => {
                    let time = self.columns.time.and_then(|place| self.record.get(place));
                    return Ok(Some((
                        self.field(self.columns.invoice),
                        time.and_then(time_ms),
                        row,
                    )));
                }
                Err(reason) => self.rejected.push(Rejected {
                    line: self.line,
                    invoice: self.field(self.columns.invoice),
                    code: self.field(self.columns.code),
                    reason: reason.to_owned(),
                }),
            }
        }
    }

    fn row(&self) -> Result<Row, &'static str> {
        let code = self.field(self.columns.code);
        if code.is_empty() {
            return Err("code_missing");
        }
        let quantity = Quantity::parse(&self.field(self.columns.quantity));
        let quantity = quantity.map_err(|_| "quantity_invalid")?;
        if quantity == Quantity::ZERO {
            return Err("quantity_zero");
        }
        let price = self.currency.parse_major(&self.field(self.columns.price));
        let price = price.map_err(|_| "price_invalid")?;
        if price.is_negative() {
            return Err("price_negative");
        }
        let name = self
            .columns
            .name
            .map(|place| self.field(place))
            .unwrap_or_default();
        Ok(Row {
            line: self.line,
            code,
            name,
            quantity,
            price,
        })
    }

    fn field(&self, place: usize) -> String {
        // A line break within a name would break a receipt.
        let text = self.record.get(place).unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// A time without a zone is taken as UTC, so that the same file gives the same days everywhere.
fn time_ms(text: &str) -> Option<i64> {
    let text = text.trim();
    let forms = [
        "%Y-%m-%d %H:%M:%S",
        "%Y-%m-%dT%H:%M:%S",
        "%Y-%m-%d %H:%M",
        "%d/%m/%Y %H:%M",
    ];
    let time = forms
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    let day = || {
        NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .ok()?
            .and_hms_opt(0, 0, 0)
    };
    time.or_else(day)
        .map(|time| time.and_utc().timestamp_millis())
}
