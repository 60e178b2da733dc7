//! Importing a catalog in the background.

/// The import that runs, or the last one.
#[derive(Default)]
pub(crate) struct ImportSlot;
