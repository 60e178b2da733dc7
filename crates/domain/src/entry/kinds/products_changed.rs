//! `products_changed`: products that were added or edited.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::catalog::ProductChange;
use crate::entry::codec::{BodyError, KindBody, MAX_PRODUCTS_BODY_BYTES, MAX_PRODUCTS_PER_ENTRY};
use crate::entry::kind::EntryKind;

/// Products that were added or edited, at most [`MAX_PRODUCTS_PER_ENTRY`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductsChanged {
    /// Where the change came from.
    pub source: ProductsSource,
    /// Who made it; `None` at the first setup.
    pub by_user_id: Option<Uuid>,
    /// The changes, one a product.
    pub changes: Vec<ProductChange>,
}

/// Where a change of products came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProductsSource {
    /// A catalog file.
    Import,
    /// An edit on the screen.
    Screen,
    /// The sample catalog.
    Sample,
    /// A replayed file of invoices created its products.
    Replay,
}

crate::code::codes!(ProductsSource {
    Import = "import",
    Screen = "screen",
    Sample = "sample",
    Replay = "replay",
});

impl KindBody for ProductsChanged {
    const KIND: &'static EntryKind = &EntryKind::ProductsChanged;

    fn check(&self) -> Result<(), BodyError> {
        match self.changes.len() {
            0 => Err(BodyError::NothingChanged),
            1..=MAX_PRODUCTS_PER_ENTRY => Ok(()),
            products => Err(BodyError::TooManyProducts { products }),
        }
    }

    fn check_size(bytes: usize) -> Result<(), BodyError> {
        if bytes > MAX_PRODUCTS_BODY_BYTES {
            Err(BodyError::ProductsTooLarge { bytes })
        } else {
            Ok(())
        }
    }
}
