//! What the store and the register have decided.

mod preferences;
mod read;
mod write;

pub(crate) use preferences::Preferences;
