//! `drawer_opened`: the drawer was told to open without a sale.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::entry::codec::{BodyError, KindBody, check_note};
use crate::entry::kind::EntryKind;
use crate::user::Approval;

/// The drawer was told to open without a sale. Written before the pulse is sent, so it stands for
/// the order: whether the drawer moved, no printer reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawerOpened {
    pub shift_id: Uuid,
    /// Who asked for it.
    pub user_id: Uuid,
    /// The reason they gave.
    pub reason: String,
    /// Who approved it, when it needed approval.
    pub approval: Option<Approval>,
}

impl KindBody for DrawerOpened {
    const KIND: &'static EntryKind = &EntryKind::DrawerOpened;

    fn check(&self) -> Result<(), BodyError> {
        check_note(&self.reason)
    }
}
