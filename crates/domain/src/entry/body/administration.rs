//! Bodies about the register, the store, its people, products and stock.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::catalog::ProductChange;
use crate::entry::hash::Hash;
use crate::entry::key::PublicKey;
use crate::stock::{StockMovement, StockReason};
use crate::store::StoreSettings;
use crate::user::Role;

/// Seq 1 of every epoch: who writes this log, with which key, and what it continues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterOpened {
    /// The store the register stands in.
    pub store_id: Uuid,
    /// What people call the register.
    pub register_name: String,
    /// The key that signs every entry of this epoch.
    pub public_key: PublicKey,
    /// The head of the epoch before, or `None` in the first one.
    pub previous: Option<PreviousEpoch>,
}

/// The head that an epoch continues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreviousEpoch {
    /// The old epoch.
    pub epoch: Uuid,
    /// Its last seq known here.
    pub seq: u64,
    /// The hash at that seq.
    pub hash: Hash,
    /// Why there is a new epoch.
    pub cause: EpochCause,
}

/// Why a register begins a new epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EpochCause {
    /// The ledger came back from a backup.
    Restored,
    /// The same ledger ran on two machines.
    Cloned,
    /// The key was replaced.
    KeyReplaced,
}

/// The store's settings from here on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoreChanged {
    /// Who changed them; `None` at the first setup.
    pub by_user_id: Option<Uuid>,
    /// All settings.
    pub settings: StoreSettings,
}

/// A user as they are from here on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UserChanged {
    /// Whose change.
    pub user_id: Uuid,
    /// Who changed it; `None` at the first setup.
    pub by_user_id: Option<Uuid>,
    /// Their role.
    pub role: Role,
    /// Whether they may unlock the register.
    pub active: bool,
    /// [`crate::user::profile_commitment`] of their names; the names themselves stay out.
    pub profile_commitment: Hash,
}

/// Products that came or changed; at most 200, see [`super::MAX_PRODUCTS_PER_ENTRY`].
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
    /// Somebody edited a product.
    Screen,
    /// The sample catalog.
    Sample,
    /// A replayed file of invoices created its products.
    Replay,
}

/// Stock that was received, counted or corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StockMoved {
    /// Who moved it.
    pub user_id: Uuid,
    /// Why.
    pub reason: StockReason,
    /// What they wrote to it.
    pub note: String,
    /// What moved.
    pub movements: Vec<StockMovement>,
}
