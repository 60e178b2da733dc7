//! The settings screen: what is in force, and changing it.

mod read;
mod write;

pub(crate) use read::input_of;
