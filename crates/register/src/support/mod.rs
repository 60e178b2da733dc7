//! What support and scripts need: checks of the ledger, the exact entries.
//!
//! These work while the register is locked: whoever can read the key can read the ledger anyway,
//! and none of them changes it.

mod doctor;
mod entries;
mod verify;

pub use verify::ledger_verify_export;
