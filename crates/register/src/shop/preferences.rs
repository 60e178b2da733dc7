//! Settings of this register alone. They are not in the log.

use ledger::{Commit, Ledger};
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::view::{PrinterInput, PrinterKind, Theme};

const NAME: &str = "register";

/// Minutes without a key before a new register locks itself.
const AUTO_LOCK_MINUTES: u32 = 10;
const SOUND_VOLUME: u32 = 70;

/// The register's own choices, as one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Preferences {
    /// The receipt printer, if there is one.
    pub(crate) printer: Option<PrinterInput>,
    /// The width of receipts on the screen while there is no printer.
    pub(crate) preview_columns: u32,
    pub(crate) theme: Theme,
    pub(crate) text_scale: u32,
    pub(crate) auto_lock_minutes: u32,
    pub(crate) sound_volume: u32,
}

impl Preferences {
    pub(crate) fn new(printer: &PrinterInput) -> Self {
        let mut preferences = Self {
            printer: None,
            preview_columns: printer.columns,
            theme: Theme::System,
            text_scale: 100,
            auto_lock_minutes: AUTO_LOCK_MINUTES,
            sound_volume: SOUND_VOLUME,
        };
        preferences.set_printer(printer);
        preferences
    }

    pub(crate) fn read(ledger: &Ledger) -> Result<Self, AppError> {
        Ok(Self::or_new(ledger.preference(NAME)?))
    }

    /// See [`Preferences::read`], inside a commit.
    pub(crate) fn read_in(commit: &Commit<'_>) -> Result<Self, AppError> {
        Ok(Self::or_new(commit.preference(NAME)?))
    }

    fn or_new(kept: Option<Self>) -> Self {
        kept.unwrap_or_else(|| Self::new(&PrinterInput::default()))
    }

    pub(crate) fn write(&self, commit: &mut Commit<'_>) -> Result<(), AppError> {
        commit.preference_set(NAME, self)?;
        // They are part of the settings in force. Other preferences are not.
        commit.note_settings_change();
        Ok(())
    }

    pub(crate) fn set_printer(&mut self, printer: &PrinterInput) {
        self.preview_columns = printer.columns;
        self.printer = (printer.kind != PrinterKind::None).then(|| printer.clone());
    }

    pub(crate) fn printer_input(&self) -> PrinterInput {
        self.printer.clone().unwrap_or_else(|| PrinterInput {
            columns: self.preview_columns,
            ..PrinterInput::default()
        })
    }

    /// Characters on a line of a receipt.
    pub(crate) fn columns(&self) -> u16 {
        u16::try_from(self.preview_columns).unwrap_or(32)
    }
}
