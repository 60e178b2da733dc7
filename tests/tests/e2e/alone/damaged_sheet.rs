//! A price list as it comes out of a spreadsheet that took codes for numbers, with rows that
//! nobody can sell.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use test_support::window::Window;

use crate::catalog::{self, Product};
use crate::money::RUPIAH;

/// So many rows are as they should be.
const GOOD: usize = 12;
/// Codes that lost digits or zeros: they come in and are to be looked at.
const DOUBTFUL: [&str; 3] = [
    "8,99E+12;Teh celup kotak;7500;Toko",
    "42563008123;Sabun batang;4500;Toko",
    "8991234567890;Biskuit kaleng;31000;Toko",
];
/// Rows that stay out, and what the file about them says.
const BAD: [(&[u8], &str); 5] = [
    (b"8991234567891;Harga turun;-500;Toko", "price_negative"),
    (
        b"8991234567907;Harga lisan;tujuh ribu;Toko",
        "price_invalid",
    ),
    (b"8991234567914;;2500;Toko", "name_missing"),
    (b"8991234567921;Baris putus", "field_count"),
    (b"8991234567938;Kopi \xFF\xFE;2500;Toko", "not_utf8"),
];

/// The file, and what of it can be sold.
pub(super) struct DamagedSheet {
    pub(super) path: PathBuf,
    pub(super) sold: Vec<Product>,
}

impl DamagedSheet {
    /// Writes it with the mark and the line ends of a spreadsheet.
    pub(super) fn write(folder: &Path) -> Result<Self> {
        let sold: Vec<_> = catalog::products()?.into_iter().take(GOOD).collect();
        let mut text = String::from("\u{feff}barcode;nama barang;harga jual;kategori\r\n");
        for Product {
            code,
            name,
            price_cents,
        } in &sold
        {
            write!(text, "{code};{name};{};Toko\r\n", price_cents / RUPIAH)?;
        }
        let mut bytes = text.into_bytes();
        let doubtful = DOUBTFUL.iter().map(|row| row.as_bytes());
        for row in doubtful.chain(BAD.iter().map(|(row, _)| *row)) {
            bytes.extend(row);
            bytes.extend(b"\r\n");
        }
        let path = folder.join("harga.csv");
        fs::write(&path, bytes)?;
        Ok(Self { path, sold })
    }

    /// The screen says how many rows came in, and where the others are, each with its reason.
    pub(super) async fn was_told(&self, window: &Window) -> Result<()> {
        window.find("import-done").await?;
        for (count, rows) in [
            ("import-added", GOOD + DOUBTFUL.len()),
            ("import-flagged", DOUBTFUL.len()),
            ("import-rejected", BAD.len()),
        ] {
            let shown = window.text(count).await?;
            ensure!(shown == rows.to_string(), "{count}: {shown}, not {rows}");
        }
        let file = window.text("import-rejected-file").await?;
        let refused = fs::read(file)?;
        let refused = String::from_utf8_lossy(&refused);
        for (_, reason) in BAD {
            ensure!(refused.contains(reason), "no {reason} in: {refused}");
        }
        Ok(())
    }
}
