//! The entities of the feed, one file each.
//!
//! These shapes are strict: see [`super::change`] for the rows that do not fit.

mod product;
mod register;
mod store;
mod user;

use serde::{Deserialize, Deserializer};

pub use product::ProductState;
pub use register::{RegisterState, RegisterStatus};
pub use store::StoreState;
pub use user::{UserSecretProfile, UserState};

/// Reads a field that may be `null` but must be present. Without this, serde would read a field
/// that a newer server no longer sends as `null`, and a price would be cleared.
fn required<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer)
}
