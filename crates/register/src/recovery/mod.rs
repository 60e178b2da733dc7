//! The recovery code: it opens the ledger when its key is lost, and a backup on any computer.

mod code;
mod renew;
mod reopen;
mod sealed_secret;

pub(crate) use code::RecoveryCode;
pub(crate) use sealed_secret::SealedSecret;
