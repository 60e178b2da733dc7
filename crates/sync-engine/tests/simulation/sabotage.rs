//! Rules that can be left out on purpose, to see that the checker notices.

/// Which rule is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sabotage {
    /// None.
    Nothing,
    /// The server treats an entry at a known seq as the one it has, without comparing hashes.
    NoForkCheck,
    /// The driver claims to the engine that every hash is its own.
    NoAcknowledgementCheck,
    /// The register commits the cursor before the page.
    CursorApartFromPage,
    /// The server counts a document every time it arrives.
    NoDedupe,
    /// A row from the feed ends the overlay of own edits.
    PullOverwrites,
}
