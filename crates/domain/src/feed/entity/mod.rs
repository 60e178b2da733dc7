//! What a row of the feed can be about, one file an entity.
//!
//! These shapes are strict: see [`super::change`] for what happens to a row that does not fit.

mod product;
mod register;
mod store;
mod user;

use serde::{Deserialize, Deserializer};

pub use product::ProductState;
pub use register::{RegisterState, RegisterStatus};
pub use store::StoreState;
pub use user::{UserSecretProfile, UserState};

/// Reads a field that may be `null` but must be there. Without this, serde would read a field that
/// a newer server no longer sends as `null`, and a price would be cleared.
fn required<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer)
}
