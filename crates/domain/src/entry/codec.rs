//! Turns the body of one kind into bytes and back, in any version.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::kind::EntryKind;
use crate::catalog::CatalogError;
use crate::shift::ShiftError;
use crate::store::StoreError;
use crate::transaction::TransactionError;

/// The most products one `products_changed` entry holds.
pub const MAX_PRODUCTS_PER_ENTRY: usize = 200;

/// The largest `products_changed` body, in bytes.
pub const MAX_PRODUCTS_BODY_BYTES: usize = 131_072;

/// The longest reason or note, in characters.
pub const MAX_NOTE_LETTERS: usize = 200;

/// The newest shape of one kind's body, with a way to it from every older version.
///
/// Fields are written in the order of the struct, amounts and quantities as integers, rates as
/// strings. The bytes are hashed and signed, so a released version is frozen for ever.
pub trait KindBody: Serialize + DeserializeOwned {
    const KIND: &'static EntryKind;

    /// The version of this shape: what is written.
    const VERSION: u16 = Self::KIND.newest_version();

    /// Checks the rules that do not depend on other entries.
    fn check(&self) -> Result<(), BodyError>;

    /// Checks the size of the encoded body, in bytes.
    fn check_size(_bytes: usize) -> Result<(), BodyError> {
        Ok(())
    }

    /// Reads the JSON of an older version and upgrades it to this shape; `None` for any other
    /// version. See [`upgrade`].
    fn read_older(_version: u16, _json: &[u8]) -> Option<Result<Self, serde_json::Error>> {
        None
    }
}

/// A large body is boxed; its bytes are the same.
impl<B: KindBody> KindBody for Box<B> {
    const KIND: &'static EntryKind = B::KIND;
    const VERSION: u16 = B::VERSION;

    fn check(&self) -> Result<(), BodyError> {
        self.as_ref().check()
    }

    fn check_size(bytes: usize) -> Result<(), BodyError> {
        B::check_size(bytes)
    }

    fn read_older(version: u16, json: &[u8]) -> Option<Result<Self, serde_json::Error>> {
        B::read_older(version, json).map(|read| read.map(Self::new))
    }
}

/// Reads the JSON of an older shape and upgrades it.
pub fn upgrade<Older, Newer>(json: &[u8]) -> Result<Newer, serde_json::Error>
where
    Older: DeserializeOwned + Into<Newer>,
{
    serde_json::from_slice::<Older>(json).map(Into::into)
}

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

/// Reads a body of any version up to the newest; `None` for a version of a newer program.
pub fn decode<B: KindBody>(version: u16, json: &[u8]) -> Result<Option<B>, BodyError> {
    let read = if version == B::VERSION {
        Some(serde_json::from_slice(json))
    } else {
        B::read_older(version, json)
    };
    let Some(read) = read else {
        return Ok(None);
    };
    let body: B = read.map_err(|error| not_json::<B>(error))?;
    body.check()?;
    Ok(Some(body))
}

/// The bytes of a body, in the newest version. They are written once and only copied from then on.
pub fn encode<B: KindBody>(body: &B) -> Result<EncodedBody, BodyError> {
    body.check()?;
    let bytes = serde_json::to_vec(body).map_err(not_json::<B>)?;
    B::check_size(bytes.len())?;
    Ok(EncodedBody {
        kind: B::KIND.clone(),
        version: B::VERSION,
        bytes,
    })
}

fn not_json<B: KindBody>(error: serde_json::Error) -> BodyError {
    BodyError::Json {
        kind: B::KIND.clone(),
        error,
    }
}

/// Checks a reason or a note.
pub(super) fn check_note(note: &str) -> Result<(), BodyError> {
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
        /// The expected kind.
        kind: EntryKind,
        /// The reason from the JSON reader.
        #[source]
        error: serde_json::Error,
    },
    /// The entry has no changes.
    #[error("the entry changes nothing")]
    NothingChanged,
    /// More than [`MAX_PRODUCTS_PER_ENTRY`] products.
    #[error("{products} products in one entry, at most {MAX_PRODUCTS_PER_ENTRY} are allowed")]
    TooManyProducts {
        /// Products in the entry.
        products: usize,
    },
    /// More than [`MAX_PRODUCTS_BODY_BYTES`] bytes of products.
    #[error(
        "{bytes} bytes of products in one entry, at most {MAX_PRODUCTS_BODY_BYTES} are allowed"
    )]
    ProductsTooLarge {
        /// Bytes of the body.
        bytes: usize,
    },
    /// Moved cash is above zero; the kind of the move holds its direction.
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
