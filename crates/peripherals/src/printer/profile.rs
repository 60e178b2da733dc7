//! The properties of a printer, as the shop configured it.

use serde::{Deserialize, Serialize};

use super::code_page::CodePage;
use super::drawer_pin::DrawerPin;

/// The properties of one receipt printer that change the bytes sent to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrinterProfile {
    /// Characters in a line of font A: 32 (58 mm paper), 42 or 48 (80 mm).
    pub columns: u8,
    /// Whether the printer has a cutter; without one the paper is fed to the tear bar.
    pub cut: bool,
    /// The character set selected before the text.
    pub code_page: CodePage,
    /// The pin of the connector that the drawer is on.
    pub drawer_pin: DrawerPin,
}

impl Default for PrinterProfile {
    fn default() -> Self {
        Self {
            columns: 48,
            cut: true,
            code_page: CodePage::Pc437,
            drawer_pin: DrawerPin::Pin2,
        }
    }
}
