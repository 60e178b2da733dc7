//! `catalog`: products.

mod import;

use std::path::PathBuf;

use clap::Subcommand;
use register::view::ProductHit;

use crate::error::CliError;
use crate::global::Global;
use crate::opening;
use crate::output::CommandOutput;

/// What to do with products.
#[derive(Debug, Subcommand)]
pub(crate) enum Catalog {
    /// Import products from a CSV file
    #[command(
        after_help = "Fields: barcode, sku, name, price, cost, category, stock, unit, weighed.\n\
            Examples:\n  kasaproctl catalog import prices.csv\n  \
            kasaproctl catalog import daftar.csv --map barcode=kode,name='nama barang',price=harga\n  \
            kasaproctl catalog import woo.csv --map 'barcode=\"GTIN, UPC\"' --map stock="
    )]
    Import {
        /// The file: comma, semicolon or tab, with a header row
        #[arg(value_name = "FILE.csv")]
        file: PathBuf,
        /// Which column holds which field; FIELD= leaves it out [default: guessed from the header]
        #[arg(long, value_name = "FIELD=COLUMN")]
        map: Vec<String>,
    },
    /// Find products by words of their names or by a code
    Search {
        /// Words or a code
        #[arg(value_name = "TEXT")]
        text: String,
        /// At most so many
        #[arg(long, value_name = "N", default_value_t = 20)]
        limit: u32,
    },
    /// Show the product with a barcode or SKU
    Show {
        /// A barcode or SKU, whole
        #[arg(value_name = "CODE")]
        code: String,
    },
}

impl Catalog {
    pub(crate) fn run(&self, global: &Global) -> Result<CommandOutput, CliError> {
        match self {
            Self::Import { file, map } => import::run(global, file, map),
            Self::Search { text, limit } => {
                let hits = opening::open(global)?.product_search(text, *limit)?;
                let lines: Vec<String> = hits.iter().map(line).collect();
                Ok(CommandOutput::new(&hits, lines.join("\n")))
            }
            Self::Show { code } => {
                let product = opening::product(&opening::open(global)?, code)?;
                let text = line(&product);
                Ok(CommandOutput::new(&product, text))
            }
        }
    }
}

fn line(product: &ProductHit) -> String {
    let code = product
        .barcode
        .as_deref()
        .or(product.sku.as_deref())
        .unwrap_or("-");
    let price = product
        .price
        .as_ref()
        .map_or("-", |price| price.text.as_str());
    format!(
        "{code:<16} {:<40} {price:>14} {:>10}",
        product.name, product.stock_text
    )
}
