//! The register's secrets and where they are kept.
//!
//! The ledger key decrypts the ledger. The signing seed signs entries in this register's name. The
//! pepper keeps the PINs of a stolen ledger secret.

mod error;
mod place;
mod private_file;
mod secret;

pub use error::KeyPlaceError;
pub(crate) use place::KeyPlace;
pub use place::{KeyStoreChoice, keyring_available};
pub(crate) use secret::Secret;
