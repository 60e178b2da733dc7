//! The register's secrets and where they are kept.
//!
//! Without the ledger key the ledger cannot be read; without the signing seed nobody can write an
//! entry in this register's name; without the pepper a stolen ledger does not give up its PINs.

mod place;
mod secret;

pub(crate) use place::KeyPlace;
pub use place::{KeyStoreChoice, keyring_available};
pub(crate) use secret::Secret;
