//! `register_opened`: the first entry of every epoch.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::entry::codec::{BodyError, KindBody};
use crate::entry::key::PublicKey;
use crate::entry::kind::EntryKind;
use crate::hash::Hash;

/// Seq 1 of every epoch: the register that writes this log, its key, and the head that the epoch
/// continues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterOpened {
    /// The store of the register.
    pub store_id: Uuid,
    /// What people call the register.
    pub register_name: String,
    /// The key that signs every entry of this epoch.
    pub public_key: PublicKey,
    /// The head of the epoch before, or `None` in the first one.
    pub previous: Option<PreviousEpoch>,
}

/// The head that an epoch continues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreviousEpoch {
    /// The old epoch.
    pub epoch: Uuid,
    /// The last seq of that epoch that the register knows.
    pub seq: u64,
    /// The hash at that seq.
    pub hash: Hash,
    /// Why the new epoch began.
    pub cause: EpochCause,
}

/// Why a register begins a new epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EpochCause {
    /// The ledger was restored from a backup.
    Restored,
    /// The same ledger ran on two machines.
    Cloned,
    /// The key was replaced.
    KeyReplaced,
}

crate::code::codes!(EpochCause {
    Restored = "restored",
    Cloned = "cloned",
    KeyReplaced = "key_replaced",
});

impl KindBody for RegisterOpened {
    const KIND: &'static EntryKind = &EntryKind::RegisterOpened;

    fn check(&self) -> Result<(), BodyError> {
        Ok(())
    }
}
