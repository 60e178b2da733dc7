//! Turning bodies into bytes and back, and the limits both ways hold.

use serde::de::DeserializeOwned;

use super::{
    BODY_VERSION, EntryBody, MAX_NOTE_LETTERS, MAX_PRODUCTS_BODY_BYTES, MAX_PRODUCTS_PER_ENTRY,
};
use crate::catalog::CatalogError;
use crate::entry::kind::EntryKind;
use crate::shift::ShiftError;
use crate::store::StoreError;
use crate::transaction::TransactionError;

/// A body as it goes into an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodedBody {
    /// The kind for the header.
    pub kind: EntryKind,
    /// The version for the header.
    pub version: u16,
    /// The bytes to hash.
    pub bytes: Vec<u8>,
}

impl EntryBody {
    /// Reads the body of an entry. Kinds and versions this program does not know stay raw.
    pub fn decode(kind: &EntryKind, version: u16, bytes: &[u8]) -> Result<Self, BodyError> {
        let read = Reader { kind, bytes };
        let unknown = || Self::Unknown {
            kind: kind.clone(),
            version,
            bytes: bytes.to_vec(),
        };
        if version != BODY_VERSION {
            return Ok(unknown());
        }
        let body = match kind {
            EntryKind::RegisterOpened => Self::RegisterOpened(read.json()?),
            EntryKind::StoreChanged => Self::StoreChanged(read.json()?),
            EntryKind::UserChanged => Self::UserChanged(read.json()?),
            EntryKind::ProductsChanged => Self::ProductsChanged(read.json()?),
            EntryKind::ShiftOpened => Self::ShiftOpened(read.json()?),
            EntryKind::CashMoved => Self::CashMoved(read.json()?),
            EntryKind::DrawerOpened => Self::DrawerOpened(read.json()?),
            EntryKind::TransactionCompleted => Self::TransactionCompleted(read.json()?),
            EntryKind::ShiftClosed => Self::ShiftClosed(read.json()?),
            EntryKind::StockMoved => Self::StockMoved(read.json()?),
            EntryKind::ReceiptReprinted => Self::ReceiptReprinted(read.json()?),
            EntryKind::Unrecognized(_) => unknown(),
        };
        body.check()?;
        Ok(body)
    }

    /// The bytes of this body. They are written once; from then on only copied.
    pub fn encode(&self) -> Result<EncodedBody, BodyError> {
        self.check()?;
        let kind = self.kind();
        let (version, bytes) = match self {
            Self::RegisterOpened(body) => (BODY_VERSION, serde_json::to_vec(body)),
            Self::StoreChanged(body) => (BODY_VERSION, serde_json::to_vec(body)),
            Self::UserChanged(body) => (BODY_VERSION, serde_json::to_vec(body)),
            Self::ProductsChanged(body) => (BODY_VERSION, serde_json::to_vec(body)),
            Self::ShiftOpened(body) => (BODY_VERSION, serde_json::to_vec(body)),
            Self::CashMoved(body) => (BODY_VERSION, serde_json::to_vec(body)),
            Self::DrawerOpened(body) => (BODY_VERSION, serde_json::to_vec(body)),
            Self::TransactionCompleted(body) => (BODY_VERSION, serde_json::to_vec(body)),
            Self::ShiftClosed(body) => (BODY_VERSION, serde_json::to_vec(body)),
            Self::StockMoved(body) => (BODY_VERSION, serde_json::to_vec(body)),
            Self::ReceiptReprinted(body) => (BODY_VERSION, serde_json::to_vec(body)),
            Self::Unknown { version, bytes, .. } => (*version, Ok(bytes.clone())),
        };
        let bytes = bytes.map_err(|error| BodyError::Json {
            kind: kind.clone(),
            error,
        })?;
        if kind == EntryKind::ProductsChanged && bytes.len() > MAX_PRODUCTS_BODY_BYTES {
            return Err(BodyError::ProductsTooLarge { bytes: bytes.len() });
        }
        Ok(EncodedBody {
            kind,
            version,
            bytes,
        })
    }

    /// Checks the rules a body must hold by itself, whoever wrote it.
    pub fn check(&self) -> Result<(), BodyError> {
        match self {
            Self::StoreChanged(body) => Ok(body.settings.check()?),
            Self::ProductsChanged(body) if body.changes.is_empty() => {
                Err(BodyError::NothingChanged)
            }
            Self::ProductsChanged(body) if body.changes.len() > MAX_PRODUCTS_PER_ENTRY => {
                Err(BodyError::TooManyProducts {
                    products: body.changes.len(),
                })
            }
            Self::ShiftOpened(body) => Ok(body.check()?),
            Self::CashMoved(body) => {
                if !body.amount_cents.is_positive() {
                    return Err(BodyError::AmountMustBePositive);
                }
                check_note(&body.reason)
            }
            Self::DrawerOpened(body) => check_note(&body.reason),
            Self::TransactionCompleted(body) => Ok(body.check()?),
            Self::ShiftClosed(body) => {
                body.check()?;
                check_note(&body.note)
            }
            Self::StockMoved(body) if body.movements.is_empty() => Err(BodyError::NothingChanged),
            Self::StockMoved(body) => check_note(&body.note),
            Self::RegisterOpened(_)
            | Self::UserChanged(_)
            | Self::ProductsChanged(_)
            | Self::ReceiptReprinted(_)
            | Self::Unknown { .. } => Ok(()),
        }
    }
}

/// The bytes of one entry, to be read as the struct of its kind.
struct Reader<'a> {
    kind: &'a EntryKind,
    bytes: &'a [u8],
}

impl Reader<'_> {
    fn json<T: DeserializeOwned>(&self) -> Result<T, BodyError> {
        serde_json::from_slice(self.bytes).map_err(|error| BodyError::Json {
            kind: self.kind.clone(),
            error,
        })
    }
}

fn check_note(note: &str) -> Result<(), BodyError> {
    if note.chars().count() > MAX_NOTE_LETTERS || note.chars().any(char::is_control) {
        return Err(BodyError::NoteShape);
    }
    Ok(())
}

/// Why a body cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub enum BodyError {
    /// The bytes are not the JSON of this kind.
    #[error("the body is no {kind}: {error}")]
    Json {
        /// The kind it should be.
        kind: EntryKind,
        /// What the JSON reader says.
        #[source]
        error: serde_json::Error,
    },
    /// An entry that changes nothing.
    #[error("the entry changes nothing")]
    NothingChanged,
    /// More than [`MAX_PRODUCTS_PER_ENTRY`] products.
    #[error("{products} products in one entry, at most {MAX_PRODUCTS_PER_ENTRY} are allowed")]
    TooManyProducts {
        /// How many there are.
        products: usize,
    },
    /// More than [`MAX_PRODUCTS_BODY_BYTES`] bytes of products.
    #[error(
        "{bytes} bytes of products in one entry, at most {MAX_PRODUCTS_BODY_BYTES} are allowed"
    )]
    ProductsTooLarge {
        /// How many there are.
        bytes: usize,
    },
    /// Cash that is moved is above zero; the kind says which way.
    #[error("the amount must be above zero")]
    AmountMustBePositive,
    /// A reason or note is too long or holds a control character.
    #[error("a note has at most {MAX_NOTE_LETTERS} characters, none of them a control character")]
    NoteShape,
    /// The sums of a transaction.
    #[error(transparent)]
    Transaction(#[from] TransactionError),
    /// The arithmetic of a shift.
    #[error(transparent)]
    Shift(#[from] ShiftError),
    /// A setting of the store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A field of a product.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
}
