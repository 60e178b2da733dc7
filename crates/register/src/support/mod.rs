//! What support and scripts need: checks of the ledger, the exact entries.
//!
//! These work while the register is locked: whoever can read the key can read the ledger anyway,
//! and none of them changes it.

mod about;
mod doctor;
mod entries;
mod file;
mod panics;
mod verify;

pub use file::{SupportRequest, write_support_file};
pub use panics::note_panics_in;
pub use verify::ledger_verify_export;
