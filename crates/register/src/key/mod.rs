//! The register's secrets and where they are kept.
//!
//! The ledger key decrypts the ledger. The signing seed signs entries in this register's name. The
//! pepper keeps the PINs of a stolen ledger secret.

mod location;
mod private_file;
mod recovery_code;
mod sealed_secret;
mod secret;

pub(crate) use location::KeyLocation;
pub use location::{KeyStoreChoice, keyring_available};
pub(crate) use private_file::write_private;
pub(crate) use recovery_code::RecoveryCode;
pub(crate) use sealed_secret::SealedSecret;
pub(crate) use secret::Secret;
