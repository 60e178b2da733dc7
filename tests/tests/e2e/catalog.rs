//! The goods of the shop: real barcodes and names, with made-up prices.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use register::sample::SampleRow;
use test_support::outside;

use crate::money::RUPIAH;

/// How many products the day needs.
const WANTED: usize = 60;

/// A product as the test knows it.
#[derive(Debug, Clone)]
pub(crate) struct Product {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) price_cents: i64,
}

/// The first products of the outside catalog, or as many made-up ones if it is absent.
pub(crate) fn products() -> Result<Vec<Product>> {
    let file = outside::path("catalog/off_2019_indonesia_899.csv");
    let rows = if let Some(file) = file {
        let text = fs::read_to_string(file)?;
        text.lines().skip(1).filter_map(row).take(WANTED).collect()
    } else {
        (0..WANTED).map(own).collect::<Vec<_>>()
    };
    Ok(rows
        .into_iter()
        .enumerate()
        .map(|(place, (code, name))| Product {
            code,
            name,
            price_cents: price_cents(place),
        })
        .collect())
}

/// The products that the sample catalog of a new shop sells by the piece, with their prices.
pub(crate) fn samples() -> Result<Vec<Product>> {
    let pieces = register::sample::rows().filter(|row| !row.barcode.is_empty() && !row.weighed);
    let product = |row: SampleRow<'_>| {
        let price: i64 = row.price.parse()?;
        Ok(Product {
            code: row.barcode.to_owned(),
            name: row.name,
            price_cents: price * RUPIAH,
        })
    };
    pieces.map(product).collect()
}

/// Writes the spreadsheet that the owner imports.
pub(crate) fn write_file(products: &[Product], file: &Path) -> Result<()> {
    let mut text = String::from("barcode,nama,harga\n");
    for product in products {
        let Product { code, name, .. } = product;
        writeln!(text, "{code},{name},{}", product.price_cents / RUPIAH)?;
    }
    fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}

/// Rp 1.500 and up, never a round price, so that a wrong sum is noticed.
fn price_cents(place: usize) -> i64 {
    let place = i64::try_from(place).unwrap_or(0);
    (1_500 + 350 * place) * RUPIAH
}

/// A row without quotes, whose code has the right check digit.
fn row(line: &str) -> Option<(String, String)> {
    let mut cells = line.split(',');
    let (code, name, status) = (cells.next()?, cells.next()?.trim(), cells.next()?);
    let plain = status == "ok_ean13" && !name.is_empty() && !line.contains('"');
    plain.then(|| (code.to_owned(), name.to_owned()))
}

/// A made-up product, with the check digit of EAN-13.
fn own(place: usize) -> (String, String) {
    let digits = format!("899000000{place:03}");
    let sum: usize = digits
        .bytes()
        .enumerate()
        .map(|(at, digit)| usize::from(digit - b'0') * if at % 2 == 0 { 1 } else { 3 })
        .sum();
    let check = (10 - sum % 10) % 10;
    (format!("{digits}{check}"), format!("Barang nomor {place}"))
}
