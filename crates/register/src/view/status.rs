//! The status line: who, which shift, what needs attention.

use super::{CurrencyView, Language, PersonView, QueueView, ShiftView, Theme};
use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;

/// Something a person should know, as a code that the screen translates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AlertCode {
    /// The key is kept in a file, not in a keyring.
    KeyFileInUse,
    /// The printer does not print.
    PrinterFailing,
    /// The clock went backwards or is far off.
    ClockSuspect,
    /// The shift has been open for more than a day.
    ShiftOpenTooLong,
    /// There is nothing to sell yet.
    CatalogEmpty,
    /// The daily backup failed, or the last one is old.
    BackupFailing,
    /// No recovery code was made: a lost key is lost for good.
    RecoveryCodeMissing,
}

/// One thing that needs attention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AlertView {
    pub code: AlertCode,
    /// A number or name that belongs into the text, if any.
    pub detail: Option<String>,
}

/// All that every screen needs to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct StatusView {
    /// Rises with each look; of two views, a screen keeps the one of the higher revision.
    #[specta(type = Number)]
    pub revision: u64,
    /// The shop's name.
    pub store_name: String,
    /// The register's name.
    pub register_name: String,
    /// Language of the screens.
    pub language: Language,
    /// Light or dark.
    pub theme: Theme,
    /// Size of text in percent.
    pub text_scale: u32,
    /// The store's currency.
    pub currency: CurrencyView,
    /// Who unlocked the register; nobody when it is locked.
    pub user: Option<PersonView>,
    /// The open shift.
    pub shift: Option<ShiftView>,
    /// Digits of a new PIN.
    pub pin_length: u32,
    /// Minutes without a key before the register locks itself; 0 for never.
    pub auto_lock_minutes: u32,
    /// Loudness of sounds, 0 to 100.
    pub sound_volume: u32,
    /// What waits for the printer.
    pub print_queue: QueueView,
    /// Products in the catalog.
    #[specta(type = Number)]
    pub product_count: u64,
    /// What needs attention.
    pub alerts: Vec<AlertView>,
}
