//! Which column of the file holds what.

use std::path::Path;

use csv::StringRecord;

use crate::column_map;
use crate::error::CliError;

/// The columns of a file of invoices, by their places.
#[derive(Debug, Clone, Copy)]
pub(super) struct InvoiceColumns {
    pub(super) invoice: usize,
    pub(super) code: usize,
    pub(super) quantity: usize,
    pub(super) price: usize,
    pub(super) name: Option<usize>,
    pub(super) time: Option<usize>,
}

/// Names of columns that are recognized without `--map`, without spaces and punctuation.
const KNOWN: [(&str, &[&str]); 6] = [
    (
        "invoice",
        &[
            "invoice",
            "invoiceno",
            "invoicenumber",
            "receiptnumber",
            "receipt",
            "nota",
        ],
    ),
    ("code", &["code", "stockcode", "sku", "barcode", "kode"]),
    (
        "name",
        &["name", "description", "productname", "nama", "namabarang"],
    ),
    ("quantity", &["quantity", "qty", "jumlah"]),
    (
        "time",
        &[
            "time",
            "invoicedatetime",
            "invoicedate",
            "datetime",
            "date",
            "waktu",
            "tanggal",
        ],
    ),
    (
        "price",
        &["price", "unitprice", "unitpricegbp", "harga", "hargasatuan"],
    ),
];

impl InvoiceColumns {
    /// The columns named by `field=column` pairs, the others by their usual names.
    pub(super) fn find(
        path: &Path,
        header: &StringRecord,
        map: &[String],
    ) -> Result<Self, CliError> {
        let is_field = |field: &str| KNOWN.iter().any(|(known, _)| *known == field);
        let named = column_map::pairs(map, is_field)?;
        let place = |field: &str| -> Result<Option<usize>, CliError> {
            match named.iter().find(|(known, _)| known == field) {
                Some((_, column)) => header
                    .iter()
                    .position(|name| name.trim() == *column)
                    .map(Some)
                    .ok_or_else(|| CliError::usage(format!("the file has no column {column:?}"))),
                None => Ok(guess(header, field)),
            }
        };
        let mut missing = Vec::new();
        let mut needed = |field: &str| -> Result<usize, CliError> {
            let found = place(field)?;
            if found.is_none() {
                missing.push(field.to_owned());
            }
            Ok(found.unwrap_or_default())
        };
        let columns = Self {
            invoice: needed("invoice")?,
            code: needed("code")?,
            quantity: needed("quantity")?,
            price: needed("price")?,
            name: place("name")?,
            time: place("time")?,
        };
        if missing.is_empty() {
            Ok(columns)
        } else {
            Err(CliError::ColumnsMissing {
                path: path.to_owned(),
                fields: missing,
                columns: header.iter().map(ToOwned::to_owned).collect(),
            })
        }
    }
}

fn guess(header: &StringRecord, field: &str) -> Option<usize> {
    let (_, names) = KNOWN.iter().find(|(known, _)| *known == field)?;
    let plain = |name: &str| {
        name.to_lowercase()
            .replace(|c: char| !c.is_alphanumeric(), "")
    };
    names
        .iter()
        .find_map(|known| header.iter().position(|name| plain(name) == *known))
}
