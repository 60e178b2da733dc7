//! Alarms that a push raises for the administrator.

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PushAlarmKind {
    /// One register has two histories.
    Fork,
    /// An entry that the register did not write, or that was changed on the way.
    Tamper,
    /// A copy of the register sends entries.
    Ratchet,
    /// A register begins a new epoch after it was restored or cloned.
    EpochContinued,
    /// A new epoch continues a head that is not stored here, or none at all.
    EpochUnknownHead,
    /// One id was used for two entries.
    DocumentDiffers,
    /// This server was restored from an older backup, and its registers refill it.
    ServerOlder,
}

domain::codes!(PushAlarmKind {
    Fork = "fork",
    Tamper = "tamper",
    Ratchet = "ratchet",
    EpochContinued = "epoch_continued",
    EpochUnknownHead = "epoch_unknown_head",
    DocumentDiffers = "document_differs",
    ServerOlder = "server_older",
});

/// An alarm about the epoch of a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushAlarm {
    /// What happened.
    pub kind: PushAlarmKind,
    /// In English, for the administrator.
    pub detail: String,
}
