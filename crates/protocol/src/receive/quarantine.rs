//! Why an entry is stored and does not, or not wholly, count (Promise 5).

use crate::QuarantineReason;

/// The longest explanation that is kept, in characters.
const DETAIL_MAX_LETTERS: usize = 500;

/// Why an entry is in quarantine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarantine {
    pub reason: QuarantineReason,
    /// In English, for the administrator.
    pub detail: String,
    /// Whether it still counts.
    pub projected: bool,
}

impl Quarantine {
    /// For an entry that does not count.
    pub fn held(reason: QuarantineReason, detail: impl std::fmt::Display) -> Self {
        Self::new(reason, detail, false)
    }

    /// For an entry that counts but should be checked by a person.
    pub fn flagged(reason: QuarantineReason, detail: impl std::fmt::Display) -> Self {
        Self::new(reason, detail, true)
    }

    /// An explanation may quote what was sent, and a table cannot store the character NUL.
    fn new(reason: QuarantineReason, detail: impl std::fmt::Display, projected: bool) -> Self {
        let detail = detail.to_string();
        let plain = detail.chars().filter(|letter| *letter != '\0');
        Self {
            reason,
            detail: plain.take(DETAIL_MAX_LETTERS).collect(),
            projected,
        }
    }
}
