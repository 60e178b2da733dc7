//! `user_changed`: role and state of a person. Their names are sent outside the log.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::entry::codec::{BodyError, KindBody};
use crate::entry::kind::EntryKind;
use crate::hash::Hash;
use crate::user::Role;

/// The state of a user from here on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UserChanged {
    /// Who changed.
    pub user_id: Uuid,
    /// Who changed them; `None` at the first setup.
    pub by_user_id: Option<Uuid>,
    /// Their role.
    pub role: Role,
    /// Whether they may unlock the register.
    pub active: bool,
    /// [`crate::user::profile_commitment`] of their names. The names themselves stay out of the
    /// log, so that they can be erased.
    pub profile_commitment: Hash,
}

impl KindBody for UserChanged {
    const KIND: &'static EntryKind = &EntryKind::UserChanged;

    fn check(&self) -> Result<(), BodyError> {
        Ok(())
    }
}
