//! The rules for taking a push: pure, for whoever receives one.
//!
//! [`plan()`] decides what to do with a push, [`verify`] checks and reads the new entries. Both
//! know only what arrived and what is stored.

mod alarm;
mod batch;
mod plan;
mod quarantine;
mod storable;
mod stored_state;
mod verify;

pub(crate) use alarm::{PushAlarm, PushAlarmKind};
pub(crate) use batch::PushBatch;
pub(crate) use plan::{AppendPlan, LogOwner, PushPlan, PushRejection, StoredPlan, plan};
pub(crate) use quarantine::Quarantine;
pub(crate) use stored_state::{StoredHead, StoredState};
pub(crate) use verify::{VerifiedEntry, read_entry, verify};
