//! What a printer can do, as the shop configured it.

use serde::{Deserialize, Serialize};

use crate::escpos::CodePage;

/// The properties of one receipt printer that change the bytes sent to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrinterProfile {
    /// Characters in a line of font A: 32 (58 mm paper), 42 or 48 (80 mm).
    pub columns: u8,
    /// Whether the printer has a cutter; without one the paper is fed to the tear bar.
    pub cut: bool,
    /// The character set selected before the text.
    pub code_page: CodePage,
    /// The connector pin the drawer hangs on.
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

/// The pin of the drawer connector (RJ-12) that the pulse goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DrawerPin {
    /// Pin 2, the first drawer: nearly all of them.
    #[default]
    Pin2,
    /// Pin 5, the second drawer.
    Pin5,
}

impl DrawerPin {
    /// The pin with this number on the connector, 2 or 5.
    pub fn from_number(number: u8) -> Option<Self> {
        match number {
            2 => Some(Self::Pin2),
            5 => Some(Self::Pin5),
            _ => None,
        }
    }
}
