//! The names of people, for lists and reports.

use std::collections::HashMap;

use uuid::Uuid;

use crate::error::AppError;
use crate::shop::Shop;

/// Full names by user. A store has few people, so all are read at once. An erased name is empty.
pub(crate) struct Names(HashMap<Uuid, String>);

impl Names {
    pub(crate) fn read(shop: &Shop) -> Result<Self, AppError> {
        let users = shop.ledger.users()?.into_iter();
        Ok(Self(
            users
                .filter_map(|user| Some((user.user_id, user.profile?.full_name)))
                .collect(),
        ))
    }

    pub(crate) fn of(&self, user_id: Uuid) -> String {
        self.0.get(&user_id).cloned().unwrap_or_default()
    }
}
