//! The setup wizard: from an empty data folder to a shop that can sell.

use super::{Language, PrinterInput};
use serde::{Deserialize, Serialize};
use specta::Type;

/// Whether this data folder has a shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SetupState {
    /// No ledger here: the wizard opens.
    NeedsSetup,
    /// A ledger is open.
    Ready,
}

/// Whether the desktop offers a safe place for the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum KeyringState {
    /// The key goes into the keyring.
    Available,
    /// No keyring runs: only a key file is possible, and the person is warned.
    Missing,
}

/// The answer of `setup_status`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SetupStatus {
    /// Wizard or lock screen.
    pub state: SetupState,
    /// Where the key would go.
    pub keyring: KeyringState,
    /// The folder of the ledger.
    pub data_dir: String,
    /// The language to start with, from the desktop's locale.
    pub default_language: Language,
}

/// Which tax the shop charges to begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SetupTax {
    /// No tax.
    None,
    /// PPN is part of the prices.
    PpnInclusive,
    /// PPN is added to the prices.
    PpnExclusive,
}

/// Which catalog the shop starts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum CatalogChoice {
    /// Nothing: the owner imports a file.
    Empty,
    /// The grocery catalog that comes with the program.
    Sample,
}

/// What the wizard asked.
#[derive(Clone, Serialize, Deserialize, Type)]
pub struct SetupInput {
    /// Language of screens and receipts.
    pub language: Language,
    /// The shop's name on the receipt.
    pub store_name: String,
    /// The shop's address on the receipt, may be empty.
    pub address: String,
    /// The shop's phone on the receipt, may be empty.
    pub phone: String,
    /// ISO 4217 code.
    pub currency: String,
    /// The owner's full name.
    pub owner_name: String,
    /// The owner's short name.
    pub owner_username: String,
    /// The owner's PIN.
    pub pin: String,
    /// The register's name, such as `Kasir 1`.
    pub register_name: String,
    /// The tax to begin with.
    pub tax: SetupTax,
    /// The catalog to begin with.
    pub catalog: CatalogChoice,
    /// The receipt printer.
    pub printer: PrinterInput,
    /// Keep the key in a file beside the ledger, because there is no keyring.
    pub use_key_file: bool,
}

impl std::fmt::Debug for SetupInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SetupInput")
            .field("language", &self.language)
            .field("currency", &self.currency)
            .field("tax", &self.tax)
            .field("catalog", &self.catalog)
            .field("use_key_file", &self.use_key_file)
            .finish_non_exhaustive()
    }
}
