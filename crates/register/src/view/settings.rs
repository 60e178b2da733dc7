//! What the settings screen shows and changes.

use super::{CurrencyView, Language, PrinterInput, Theme};
use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;

/// Which tax a store charges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum TaxMode {
    #[default]
    None,
    /// PPN: 12 % on 11/12 of the price.
    Ppn,
    /// A rate of the store's own.
    Custom,
}

/// The store's tax.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct TaxInput {
    /// None, PPN or the store's own.
    pub mode: TaxMode,
    /// Its name on the receipt.
    pub name: String,
    /// The rate in percent as typed.
    pub rate_text: String,
    /// The rate applies to numerator / denominator of the price.
    pub base_numerator: u32,
    /// See `base_numerator`.
    pub base_denominator: u32,
    /// Whether prices hold the tax.
    pub inclusive: bool,
}

/// Which way cash is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RoundingDirection {
    /// To the nearest step.
    #[default]
    Nearest,
    Up,
    Down,
}

/// Rounding of the cash part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RoundingInput {
    /// Whether cash is rounded at all.
    pub enabled: bool,
    /// The step in minor units.
    #[specta(type = Number)]
    pub step_cents: i64,
    /// Which way.
    pub mode: RoundingDirection,
}

/// The settings as a person may change them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SettingsInput {
    /// The shop's name.
    pub store_name: String,
    pub address: String,
    pub phone: String,
    /// Language of screens and receipts.
    pub language: Language,
    /// Light or dark.
    pub theme: Theme,
    /// Size of text in percent: 87, 100, 112, 125, 150, 175 or 200.
    pub text_scale: u32,
    /// The receipt printer.
    pub printer: PrinterInput,
    pub tax: TaxInput,
    /// Cash rounding.
    pub rounding: RoundingInput,
    /// Minutes after midnight at which a new business day begins.
    pub business_day_cutoff_minutes: u32,
    /// Lines above the items of a receipt.
    pub receipt_header: String,
    /// Lines below the totals.
    pub receipt_footer: String,
    /// The largest discount in percent that a cashier gives alone.
    pub discount_limit_percent_text: String,
    /// The largest drawer difference that a cashier closes with alone, as typed.
    pub over_short_limit_text: String,
    /// Minutes without a key before the register locks itself; 0 for never.
    pub auto_lock_minutes: u32,
    /// Loudness of sounds, 0 to 100.
    pub sound_volume: u32,
    /// Layouts of barcodes that hold a weight or a price, such as `21PPPPPWWWWWC`.
    pub barcode_masks: Vec<String>,
}

/// The settings in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SettingsView {
    /// What can be changed.
    pub settings: SettingsInput,
    /// The currency; fixed at setup.
    pub currency: CurrencyView,
    /// Where the ledger lives.
    pub data_dir: String,
    /// Whether the key lies in a file.
    pub key_file_in_use: bool,
}
