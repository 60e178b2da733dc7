//! What people ask of the sync.

use domain::user::Permission;
use sync_engine::AttentionCode;
use uuid::Uuid;

use crate::error::{AppError, SyncError};
use crate::events::RegisterEvent;
use crate::register::Register;
use crate::view::{SyncAttentionCode, SyncStatusView};

impl Register {
    /// Tries at once, without waiting for the answer.
    pub fn sync_now(&self) -> Result<(), AppError> {
        let shop = self.shop()?;
        self.may_look(&shop)?;
        match &*self.sync_task() {
            Some(task) => {
                task.ask_now();
                Ok(())
            }
            None => Err(SyncError::NotEnrolled.into()),
        }
    }

    /// Puts away what an owner has read. What holds on comes back by itself.
    pub fn sync_attention_dismiss(
        &self,
        code: SyncAttentionCode,
    ) -> Result<SyncStatusView, AppError> {
        let shop = self.shop()?;
        self.permit(&shop, Permission::EditSettings)?;
        let code = AttentionCode::from(code);
        shop.ledger.sync_attention_clear(code.as_str())?;
        if let Some(task) = &*self.sync_task() {
            task.dismiss(code);
        }
        log::info!("{code} was put away");
        self.tell(RegisterEvent::SyncChanged);
        self.sync_status()
    }

    /// Puts away a conflict that somebody has read.
    pub fn conflict_dismiss(&self, conflict_id: Uuid) -> Result<SyncStatusView, AppError> {
        let shop = self.shop()?;
        self.permit(&shop, Permission::EditProducts)?;
        shop.ledger.conflict_dismiss(conflict_id)?;
        self.tell(RegisterEvent::SyncChanged);
        self.sync_status()
    }
}
