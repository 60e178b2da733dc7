//! `replay`: a file of invoices, rung up as sales and refunds.

mod clock;
mod invoices;
mod mapping;
mod products;
mod ring;
mod summary;

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use register::Register;

use super::command_id;
use super::shift::counted;
use crate::amount::Money;
use crate::error::CliError;
use crate::global::{Global, Who};
use crate::opening;
use crate::output::CommandOutput;
use clock::FileClock;
use invoices::InvoiceReader;
use products::Products;
use summary::Summary;

/// Which file, and by whom.
#[derive(Args)]
#[command(
    after_help = "Fields: invoice, code, quantity, price; optional: name, time. Rows of one invoice follow\n\
    each other. Positive quantities are a sale, negative ones a refund, both paid exactly in cash at\n\
    the price of the file. A shift is opened if there is none. Rows that cannot be rung up are listed\n\
    with the reason.\n\
    Examples:\n  kasaproctl replay invoices.csv --user sari --pin 4711 --create-products\n  \
    kasaproctl replay nota.csv --user sari --pin 4711 --map invoice=nota,code=kode,price=harga"
)]
pub(crate) struct Replay {
    /// The file: comma-separated, with a header row
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,
    #[command(flatten)]
    who: Who,
    /// Which column holds which field [default: guessed from the header]
    #[arg(long, value_name = "FIELD=COLUMN")]
    map: Vec<String>,
    /// Create products that the catalog does not have
    #[arg(long)]
    create_products: bool,
    /// Record the times of the file instead of now
    #[arg(long)]
    file_time: bool,
}

impl Replay {
    pub(crate) fn run(&self, global: &Global) -> Result<CommandOutput, CliError> {
        let clock = FileClock::default();
        let register = self.open(global, &clock)?;
        let money = Money::of(&register, global.figures())?;
        let mut products = Products::default();
        if self.create_products {
            let mut invoices = self.invoices(money)?;
            products = Products::create_unknown(&register, &mut invoices)?;
        }
        let mut summary = Summary {
            products_created: products.created,
            ..Summary::default()
        };
        let mut invoices = self.invoices(money)?;
        let bar = progress_bar(&self.file)?;
        while let Some(invoice) = invoices.next_invoice()? {
            if let (true, Some(time_ms)) = (self.file_time, invoice.time_ms) {
                clock.set(time_ms);
            }
            ensure_shift(&register, money)?;
            ring::ring_up(&register, &mut products, &invoice, &mut summary)?;
            bar.set_position(invoices.bytes_read());
        }
        bar.finish_and_clear();
        summary.rejected.append(&mut invoices.rejected);
        summary.rejected.sort_by_key(|row| row.line);
        Ok(CommandOutput::new(&summary, summary.text(money)))
    }

    fn open(&self, global: &Global, clock: &FileClock) -> Result<Register, CliError> {
        let request = opening::request(global)?.with_clock(clock.clone());
        opening::unlock(Register::open(request)?, &self.who)
    }

    fn invoices(&self, money: Money) -> Result<InvoiceReader, CliError> {
        InvoiceReader::open(&self.file, &self.map, money.currency())
    }
}

/// A shift with an empty drawer, unless one is open.
fn ensure_shift(register: &Register, money: Money) -> Result<(), CliError> {
    if register.app_status()?.shift.is_none() {
        register.shift_open(command_id(), &counted(money.typed("0")?))?;
    }
    Ok(())
}

/// On the standard error, so that it does not mix with the document. Hidden when that is not a
/// terminal.
fn progress_bar(file: &Path) -> Result<ProgressBar, CliError> {
    let length = fs::metadata(file)
        .map_err(|source| CliError::file(file, source))?
        .len();
    let style = ProgressStyle::with_template("{bar:40} {percent}% {elapsed} of {duration}");
    let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
    Ok(ProgressBar::new(length).with_style(style))
}
