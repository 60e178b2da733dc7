//! The table of entry kinds: their codes and newest versions.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The table of kinds: one line a kind, with its body, its code and its newest version. Hands the
/// table to another macro, so that [`EntryKind`] and [`EntryBody`](super::EntryBody) come from the
/// same lines.
macro_rules! with_kinds {
    ($define:ident) => {
        $define! {
            /// Seq 1 of every epoch: who this register is, and which head it continues.
            RegisterOpened(Box<kinds::RegisterOpened>) = ("register_opened", 1),
            /// The settings of the store from here on.
            StoreChanged(Box<kinds::StoreChanged>) = ("store_changed", 1),
            /// A user was added, changed or deactivated.
            UserChanged(kinds::UserChanged) = ("user_changed", 1),
            /// Products were added or changed.
            ProductsChanged(kinds::ProductsChanged) = ("products_changed", 1),
            /// A shift began with a counted float.
            ShiftOpened(kinds::ShiftOpened) = ("shift_opened", 1),
            /// Cash was put into or taken out of the drawer.
            CashMoved(kinds::CashMoved) = ("cash_moved", 1),
            /// The drawer was opened without a sale.
            DrawerOpened(kinds::DrawerOpened) = ("drawer_opened", 1),
            /// A sale or a refund.
            TransactionCompleted(Box<crate::transaction::TransactionBody>) = ("transaction_completed", 1),
            /// A shift ended with a counted drawer.
            ShiftClosed(Box<kinds::ShiftClosed>) = ("shift_closed", 1),
            /// Stock was received, counted or corrected.
            StockMoved(kinds::StockMoved) = ("stock_moved", 1),
            /// A copy of a receipt was printed.
            ReceiptReprinted(kinds::ReceiptReprinted) = ("receipt_reprinted", 1),
        }
    };
}
pub(super) use with_kinds;

macro_rules! entry_kind {
    ($($(#[$doc:meta])* $kind:ident($body:ty) = ($code:literal, $version:literal),)+) => {
        /// The kind of business document an entry holds.
        ///
        /// The code of a kind is hashed, stored and sent: it never changes. A kind that this
        /// program does not know was written by a newer one. It is kept by its code and read after
        /// an upgrade.
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum EntryKind {
            $($(#[$doc])* $kind,)+
            /// A kind of a newer program, by its code.
            Unrecognized(Box<str>),
        }

        impl EntryKind {
            /// Every kind this program knows, in the order of the table.
            pub const KNOWN: [Self; [$($code),+].len()] = [$(Self::$kind),+];

            /// The stable code.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$kind => $code,)+
                    Self::Unrecognized(code) => code,
                }
            }

            /// The version of the body that this program writes, and the newest that it reads. 0
            /// for an unknown kind.
            pub const fn newest_version(&self) -> u16 {
                match self {
                    $(Self::$kind => $version,)+
                    Self::Unrecognized(_) => 0,
                }
            }
        }
    };
}

with_kinds!(entry_kind);

impl EntryKind {
    /// The kind with this code. Any text is accepted.
    pub fn from_code(code: &str) -> Self {
        Self::KNOWN
            .into_iter()
            .find(|kind| kind.as_str() == code)
            .unwrap_or_else(|| Self::Unrecognized(code.into()))
    }

    /// Whether entries of this kind change an entity of the feed: see
    /// [`EntryBody::feed_entities`](super::EntryBody::feed_entities).
    pub const fn changes_feed_entities(&self) -> bool {
        match self {
            Self::StoreChanged | Self::UserChanged | Self::ProductsChanged => true,
            Self::RegisterOpened
            | Self::ShiftOpened
            | Self::CashMoved
            | Self::DrawerOpened
            | Self::TransactionCompleted
            | Self::ShiftClosed
            | Self::StockMoved
            | Self::ReceiptReprinted
            | Self::Unrecognized(_) => false,
        }
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
