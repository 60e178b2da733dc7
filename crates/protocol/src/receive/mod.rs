//! The rules for receiving a push: pure, for every receiver of logs. The sync server is one, the
//! simulator of the sync engine another.
//!
//! [`plan()`] decides what to do with a push. [`verify()`] checks the new entries and reads them.
//! Both use only the push and the stored state: a receiver loads a [`StoredState`], and carries out
//! the plan.

#![deny(clippy::wildcard_enum_match_arm)]

mod alarm;
mod batch;
mod plan;
mod quarantine;
mod rejection;
mod storable;
mod stored_state;
mod verify;

pub use alarm::{PushAlarm, PushAlarmKind};
pub use batch::{PushBatch, Ratchet};
pub use plan::{AppendPlan, PushPlan, StoredLogIncomplete, StoredPlan, plan};
pub use quarantine::Quarantine;
pub use rejection::{LogOwner, PushRejection, TamperError};
pub use stored_state::{StoredHead, StoredState};
pub use verify::{VerifiedEntry, read_entry, verify};
