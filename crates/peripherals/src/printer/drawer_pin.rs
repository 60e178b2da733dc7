//! Where the drawer is connected.

use serde::{Deserialize, Serialize};

/// The pin of the drawer connector (RJ-12) that the pulse goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DrawerPin {
    /// Pin 2, the first drawer. Nearly every drawer uses it.
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
