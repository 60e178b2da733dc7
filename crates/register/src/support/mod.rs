//! What support and scripts need: is the ledger well, is it whole, a copy, the exact entries.
//!
//! Nobody has to be unlocked for these: whoever can read the key can read the ledger anyway, and
//! none of them changes it.

mod backup;
mod doctor;
mod entries;
mod verify;

pub use verify::ledger_verify_export;
