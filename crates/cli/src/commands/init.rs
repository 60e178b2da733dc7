//! `init`: from an empty data folder to a shop that can sell.

use clap::{Args, ValueEnum};
use register::Register;
use register::view::{CatalogChoice, Language, PrinterInput, SetupInput, SetupTax};
use serde_json::json;

use super::demo::{KEY_FILE_WARNING, key_in_file};
use super::recovery_code::instructions;
use crate::error::CliError;
use crate::global::Global;
use crate::opening;
use crate::output::CommandOutput;
use crate::secret::PinOption;

/// The answers that the setup needs.
#[derive(Args)]
#[command(
    after_help = "Example:\n  kasaproctl --data shop --key-file shop/key init \
    --store 'Toko Maju' --currency IDR --owner sari --pin 4711 --tax ppn-inclusive"
)]
pub(crate) struct Init {
    /// The shop's name on the receipt
    #[arg(long, value_name = "NAME")]
    store: String,
    /// ISO 4217 code
    #[arg(long, value_name = "CODE", default_value = "IDR")]
    currency: String,
    /// The owner's username
    #[arg(long, value_name = "USER")]
    owner: String,
    /// The owner's full name [default: the username]
    #[arg(long, value_name = "NAME")]
    owner_name: Option<String>,
    #[command(flatten)]
    pin: PinOption,
    /// The register's name
    #[arg(long, value_name = "NAME", default_value = "Kasir 1")]
    register: String,
    /// The shop's address on the receipt
    #[arg(long, value_name = "TEXT", default_value = "")]
    address: String,
    /// The shop's phone on the receipt
    #[arg(long, value_name = "TEXT", default_value = "")]
    phone: String,
    /// Language of screens and receipts
    #[arg(long, value_enum, default_value_t = LanguageChoice::Id)]
    language: LanguageChoice,
    /// The tax to begin with
    #[arg(long, value_enum, default_value_t = TaxChoice::None)]
    tax: TaxChoice,
    /// Begin with the grocery catalog that comes with the program
    #[arg(long)]
    sample_catalog: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LanguageChoice {
    Id,
    En,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum TaxChoice {
    None,
    PpnInclusive,
    PpnExclusive,
}

impl Init {
    pub(crate) fn run(&self, global: &Global) -> Result<CommandOutput, CliError> {
        let pin = self.pin.read()?;
        let register = opening::open_or_create(global)?;
        let status = register.setup_create(&self.input(pin))?;
        let recovery_code = register.recovery_code_new()?.recovery_code;
        let document = json!({
            "store_name": status.store_name,
            "register_name": status.register_name,
            "currency": status.currency.code,
            "owner": self.owner,
            "product_count": status.product_count,
            "data_dir": register.data_dir(),
            "key_in_file": key_in_file(&status),
            "recovery_code": recovery_code,
        });
        let mut text = summary(&register, &self.owner);
        text = format!("{text}\n{}", instructions(&recovery_code));
        if key_in_file(&status) {
            text = format!("{text}\n{KEY_FILE_WARNING}");
        }
        Ok(CommandOutput::new(&document, text))
    }

    fn input(&self, pin: String) -> SetupInput {
        SetupInput {
            language: match self.language {
                LanguageChoice::Id => Language::Id,
                LanguageChoice::En => Language::En,
            },
            store_name: self.store.clone(),
            address: self.address.clone(),
            phone: self.phone.clone(),
            currency: self.currency.clone(),
            owner_name: self
                .owner_name
                .clone()
                .unwrap_or_else(|| self.owner.clone()),
            owner_username: self.owner.clone(),
            pin,
            register_name: self.register.clone(),
            tax: match self.tax {
                TaxChoice::None => SetupTax::None,
                TaxChoice::PpnInclusive => SetupTax::PpnInclusive,
                TaxChoice::PpnExclusive => SetupTax::PpnExclusive,
            },
            catalog: if self.sample_catalog {
                CatalogChoice::Sample
            } else {
                CatalogChoice::Empty
            },
            printer: PrinterInput::default(),
            use_key_file: false,
        }
    }
}

fn summary(register: &Register, owner: &str) -> String {
    format!(
        "The shop is set up in {}; its owner is {owner}.",
        register.data_dir().display()
    )
}
