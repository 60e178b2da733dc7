//! What an entry is about.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The kind of business document an entry holds.
///
/// The code of a kind is hashed, stored and sent: it never changes. A kind this program does not
/// know (written by a newer one) is kept by its code and read after an upgrade.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// Seq 1 of every epoch: who this register is, and which head it continues.
    RegisterOpened,
    /// The settings of the store from here on.
    StoreChanged,
    /// A user came, changed role or left.
    UserChanged,
    /// Products came or changed.
    ProductsChanged,
    /// A shift began with a counted float.
    ShiftOpened,
    /// Cash was put into or taken out of the drawer.
    CashMoved,
    /// The drawer was opened without a sale.
    DrawerOpened,
    /// A sale or a refund.
    TransactionCompleted,
    /// A shift ended with a counted drawer.
    ShiftClosed,
    /// Stock was received, counted or corrected.
    StockMoved,
    /// A copy of a receipt was printed.
    ReceiptReprinted,
    /// A kind of a newer program, by its code.
    Unrecognized(Box<str>),
}

impl EntryKind {
    /// Every kind this program knows, in the order of the list above.
    pub const KNOWN: [Self; 11] = [
        Self::RegisterOpened,
        Self::StoreChanged,
        Self::UserChanged,
        Self::ProductsChanged,
        Self::ShiftOpened,
        Self::CashMoved,
        Self::DrawerOpened,
        Self::TransactionCompleted,
        Self::ShiftClosed,
        Self::StockMoved,
        Self::ReceiptReprinted,
    ];

    /// The stable code.
    pub fn as_str(&self) -> &str {
        match self {
            Self::RegisterOpened => "register_opened",
            Self::StoreChanged => "store_changed",
            Self::UserChanged => "user_changed",
            Self::ProductsChanged => "products_changed",
            Self::ShiftOpened => "shift_opened",
            Self::CashMoved => "cash_moved",
            Self::DrawerOpened => "drawer_opened",
            Self::TransactionCompleted => "transaction_completed",
            Self::ShiftClosed => "shift_closed",
            Self::StockMoved => "stock_moved",
            Self::ReceiptReprinted => "receipt_reprinted",
            Self::Unrecognized(code) => code,
        }
    }

    /// The kind with this code; any text is one.
    pub fn from_code(code: &str) -> Self {
        Self::KNOWN
            .into_iter()
            .find(|kind| kind.as_str() == code)
            .unwrap_or_else(|| Self::Unrecognized(code.into()))
    }
}

impl fmt::Display for EntryKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl Serialize for EntryKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for EntryKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from_code(&String::deserialize(deserializer)?))
    }
}
