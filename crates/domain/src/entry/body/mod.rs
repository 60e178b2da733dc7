//! The bodies of entries: one struct a kind, in the exact shape that is hashed.
//!
//! A released shape never changes: a new field is a new version. Fields are written in the order
//! of the struct, amounts and quantities as integers, rates as strings.

mod administration;
mod codec;
mod counter;

pub use administration::{
    EpochCause, PreviousEpoch, ProductsChanged, ProductsSource, RegisterOpened, StockMoved,
    StoreChanged, UserChanged,
};
pub use codec::{BodyError, EncodedBody};
pub use counter::{
    CashMoveKind, CashMoved, DrawerOpened, ReceiptReprinted, ShiftClosed, ShiftOpened,
};

use super::kind::EntryKind;
use crate::transaction::TransactionBody;

/// The version of every body this program writes.
pub const BODY_VERSION: u16 = 1;

/// The most products one `products_changed` entry holds.
pub const MAX_PRODUCTS_PER_ENTRY: usize = 200;

/// The largest `products_changed` body, in bytes.
pub const MAX_PRODUCTS_BODY_BYTES: usize = 131_072;

/// The longest reason or note, in characters.
pub const MAX_NOTE_LETTERS: usize = 200;

/// A decoded body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryBody {
    /// See [`EntryKind::RegisterOpened`].
    RegisterOpened(Box<RegisterOpened>),
    /// See [`EntryKind::StoreChanged`].
    StoreChanged(Box<StoreChanged>),
    /// See [`EntryKind::UserChanged`].
    UserChanged(UserChanged),
    /// See [`EntryKind::ProductsChanged`].
    ProductsChanged(ProductsChanged),
    /// See [`EntryKind::ShiftOpened`].
    ShiftOpened(ShiftOpened),
    /// See [`EntryKind::CashMoved`].
    CashMoved(CashMoved),
    /// See [`EntryKind::DrawerOpened`].
    DrawerOpened(DrawerOpened),
    /// See [`EntryKind::TransactionCompleted`].
    TransactionCompleted(Box<TransactionBody>),
    /// See [`EntryKind::ShiftClosed`].
    ShiftClosed(Box<ShiftClosed>),
    /// See [`EntryKind::StockMoved`].
    StockMoved(StockMoved),
    /// See [`EntryKind::ReceiptReprinted`].
    ReceiptReprinted(ReceiptReprinted),
    /// A kind or version of a newer program: kept raw, read after an upgrade.
    Unknown {
        /// The kind, by its code.
        kind: EntryKind,
        /// The version.
        version: u16,
        /// The bytes.
        bytes: Vec<u8>,
    },
}

impl EntryBody {
    /// The kind this body belongs to.
    pub fn kind(&self) -> EntryKind {
        match self {
            Self::RegisterOpened(_) => EntryKind::RegisterOpened,
            Self::StoreChanged(_) => EntryKind::StoreChanged,
            Self::UserChanged(_) => EntryKind::UserChanged,
            Self::ProductsChanged(_) => EntryKind::ProductsChanged,
            Self::ShiftOpened(_) => EntryKind::ShiftOpened,
            Self::CashMoved(_) => EntryKind::CashMoved,
            Self::DrawerOpened(_) => EntryKind::DrawerOpened,
            Self::TransactionCompleted(_) => EntryKind::TransactionCompleted,
            Self::ShiftClosed(_) => EntryKind::ShiftClosed,
            Self::StockMoved(_) => EntryKind::StockMoved,
            Self::ReceiptReprinted(_) => EntryKind::ReceiptReprinted,
            Self::Unknown { kind, .. } => kind.clone(),
        }
    }
}
