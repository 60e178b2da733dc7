//! A code with which another register joins.

use domain::user::Permission;
use protocol::CodeRequest;

use super::request::ask;
use crate::error::{AppError, SyncError};
use crate::register::Register;
use crate::view::JoiningCodeView;

impl Register {
    /// A one-use code with which another register joins this shop. For owners.
    pub fn joining_code_create(&self) -> Result<JoiningCodeView, AppError> {
        let shop = self.shop()?;
        let actor = self.permit(&shop, Permission::EditSettings)?;
        let row = shop.ledger.sync_state()?;
        if row.enrolment.is_none() {
            return Err(SyncError::NotEnrolled.into());
        }
        let client = self.line(&shop).client()?;
        let offset = shop.server_offset_ms().unwrap_or(0);
        let by_user_id = actor.user_id;
        let server_ms = self.utc_ms().saturating_add(offset);
        let answer = ask(server_ms, move |stamp, moved| {
            let client = client.clone();
            let request = CodeRequest { by_user_id };
            async move { client.code(&request, stamp, &|| moved.note()).await }
        })?;
        log::info!("a joining code was made by {by_user_id}");
        Ok(JoiningCodeView {
            code: answer.code,
            expires_at_ms: answer.expires_at_ms.saturating_sub(offset),
        })
    }
}
