//! The printer as it was set up.

use std::path::PathBuf;
use std::time::Duration;

use peripherals::{DrawerPin, PrinterProfile, Transport};

use crate::error::{AppError, SettingsError};
use crate::view::{PrinterInput, PrinterKind};

/// The longest that one attempt to print may take.
pub(super) const ATTEMPT_LIMIT: Duration = Duration::from_secs(10);
/// The longest path or address.
const MAX_TARGET_LETTERS: usize = 400;

/// Refuses a printer that cannot be one.
pub(crate) fn check_printer(printer: &PrinterInput) -> Result<(), AppError> {
    let invalid = |field| Err(SettingsError::Invalid { field }.into());
    let target = printer.target.trim();
    if printer.kind != PrinterKind::None && target.is_empty() {
        return invalid("printer.target");
    }
    if target.chars().count() > MAX_TARGET_LETTERS || target.chars().any(char::is_control) {
        return invalid("printer.target");
    }
    if ![32, 42, 48].contains(&printer.columns) {
        return invalid("printer.columns");
    }
    if ![2, 5].contains(&printer.drawer_pin) {
        return invalid("printer.drawer_pin");
    }
    Ok(())
}

pub(crate) fn transport(printer: &PrinterInput) -> Transport {
    let target = printer.target.trim();
    match printer.kind {
        PrinterKind::None => Transport::None,
        PrinterKind::File => Transport::File(PathBuf::from(target)),
        PrinterKind::Tcp => Transport::Tcp(target.to_owned()),
        PrinterKind::Device => Transport::Device(PathBuf::from(target)),
    }
}

pub(crate) fn profile(printer: &PrinterInput) -> PrinterProfile {
    let pin = u8::try_from(printer.drawer_pin)
        .ok()
        .and_then(DrawerPin::from_number);
    PrinterProfile {
        columns: u8::try_from(printer.columns).unwrap_or(32),
        cut: printer.cut,
        drawer_pin: pin.unwrap_or_default(),
        code_page: printer.code_page,
    }
}
