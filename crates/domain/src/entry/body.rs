//! The body of an entry, whatever its kind.

use super::codec::{self, BodyError, EncodedBody, KindBody};
use super::kind::EntryKind;
use super::kinds::{
    CashMoved, DrawerOpened, ProductsChanged, ReceiptReprinted, RegisterOpened, ShiftClosed,
    ShiftOpened, StockMoved, StoreChanged, UserChanged,
};
use crate::transaction::TransactionBody;

/// A decoded body, in the newest shape of its kind.
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
    /// A kind or version of a newer program: kept raw, and read after an upgrade.
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

    /// Reads the body of an entry, of any version up to the newest of its kind, and checks it.
    /// Kinds and versions of a newer program stay raw.
    pub fn decode(kind: &EntryKind, version: u16, bytes: &[u8]) -> Result<Self, BodyError> {
        let read = Reader { version, bytes };
        let body = match kind {
            EntryKind::RegisterOpened => read.boxed(Self::RegisterOpened)?,
            EntryKind::StoreChanged => read.boxed(Self::StoreChanged)?,
            EntryKind::UserChanged => read.plain(Self::UserChanged)?,
            EntryKind::ProductsChanged => read.plain(Self::ProductsChanged)?,
            EntryKind::ShiftOpened => read.plain(Self::ShiftOpened)?,
            EntryKind::CashMoved => read.plain(Self::CashMoved)?,
            EntryKind::DrawerOpened => read.plain(Self::DrawerOpened)?,
            EntryKind::TransactionCompleted => read.boxed(Self::TransactionCompleted)?,
            EntryKind::ShiftClosed => read.boxed(Self::ShiftClosed)?,
            EntryKind::StockMoved => read.plain(Self::StockMoved)?,
            EntryKind::ReceiptReprinted => read.plain(Self::ReceiptReprinted)?,
            EntryKind::Unrecognized(_) => None,
        };
        Ok(body.unwrap_or_else(|| Self::Unknown {
            kind: kind.clone(),
            version,
            bytes: bytes.to_vec(),
        }))
    }

    /// The bytes of this body in the newest version of its kind. They are written once; from then
    /// on only copied.
    pub fn encode(&self) -> Result<EncodedBody, BodyError> {
        match self {
            Self::RegisterOpened(body) => codec::encode(body.as_ref()),
            Self::StoreChanged(body) => codec::encode(body.as_ref()),
            Self::UserChanged(body) => codec::encode(body),
            Self::ProductsChanged(body) => codec::encode(body),
            Self::ShiftOpened(body) => codec::encode(body),
            Self::CashMoved(body) => codec::encode(body),
            Self::DrawerOpened(body) => codec::encode(body),
            Self::TransactionCompleted(body) => codec::encode(body.as_ref()),
            Self::ShiftClosed(body) => codec::encode(body.as_ref()),
            Self::StockMoved(body) => codec::encode(body),
            Self::ReceiptReprinted(body) => codec::encode(body),
            Self::Unknown {
                kind,
                version,
                bytes,
            } => Ok(EncodedBody {
                kind: kind.clone(),
                version: *version,
                bytes: bytes.clone(),
            }),
        }
    }
}

/// The bytes of one entry, to be read as the shape of its kind.
struct Reader<'a> {
    version: u16,
    bytes: &'a [u8],
}

impl Reader<'_> {
    fn plain<B: KindBody>(
        &self,
        wrap: impl FnOnce(B) -> EntryBody,
    ) -> Result<Option<EntryBody>, BodyError> {
        Ok(codec::decode(self.version, self.bytes)?.map(wrap))
    }

    fn boxed<B: KindBody>(
        &self,
        wrap: impl FnOnce(Box<B>) -> EntryBody,
    ) -> Result<Option<EntryBody>, BodyError> {
        self.plain(|body| wrap(Box::new(body)))
    }
}
