//! The catalog: finding products, and importing them.

mod import;
mod search;

pub(crate) use import::ImportSlot;
