//! What support and scripts need: checks of the ledger, a backup, the exact entries.
//!
//! These work while the register is locked: whoever can read the key can read the ledger anyway,
//! and none of them changes it.

mod backup;
mod doctor;
mod entries;
mod verify;

pub(crate) use backup::not_written;
pub use verify::ledger_verify_export;
