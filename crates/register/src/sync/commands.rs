//! What a person can ask of the sync.

use std::sync::Arc;

use domain::Code as _;
use domain::user::Permission;
use sync_driver::SyncError;
use sync_engine::AttentionCode;
use uuid::Uuid;

use crate::error::AppError;
use crate::events::RegisterEvent;
use crate::register::Register;
use crate::view::{JoiningCodeView, SyncAttentionCode, SyncOnceView, SyncStatusView};

impl Register {
    /// Syncs now, without waiting for the result.
    pub fn sync_now(&self) -> Result<(), AppError> {
        let shop = self.shop()?;
        self.may_look(&shop)?;
        match &*self.sync_task() {
            Some(task) => {
                task.sync_now();
                Ok(())
            }
            None => Err(SyncError::NotEnrolled.into()),
        }
    }

    /// Syncs on this thread until both sides have everything. For a register without background
    /// work.
    pub fn sync_once(&self) -> Result<SyncOnceView, AppError> {
        let shop = self.shop()?;
        if shop.ledger.sync_state()?.enrolment.is_none() {
            return Err(SyncError::NotEnrolled.into());
        }
        let context = Arc::new(self.sync_context(&shop));
        let transferred = context.run_once(&shop.sync_status)?;
        shop.refresh_settings()?;
        Ok(SyncOnceView {
            entries_sent: transferred.entries_sent,
            rows_applied: transferred.rows_applied,
            waiting_entries: shop.ledger.pending_entries()?.entries,
        })
    }

    /// A one-use code with which another register joins this shop. For owners.
    pub fn joining_code_create(&self) -> Result<JoiningCodeView, AppError> {
        let shop = self.shop()?;
        let actor = self.permit(&shop, Permission::EditSettings)?;
        if shop.ledger.sync_state()?.enrolment.is_none() {
            return Err(SyncError::NotEnrolled.into());
        }
        let server_offset_ms = shop.server_offset_ms().unwrap_or(0);
        let context = self.sync_context(&shop);
        let answer = context.create_joining_code(actor.user_id, server_offset_ms)?;
        log::info!("a joining code was made by {}", actor.user_id);
        Ok(JoiningCodeView {
            code: answer.code,
            expires_at_ms: answer.expires_at_ms.saturating_sub(server_offset_ms),
        })
    }

    /// Dismisses a notice that an owner has read. It returns if its cause remains.
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
        log::info!("{code} was dismissed");
        self.tell(RegisterEvent::SyncChanged);
        self.sync_status()
    }

    /// Dismisses a conflict that a person has read.
    pub fn conflict_dismiss(&self, conflict_id: Uuid) -> Result<SyncStatusView, AppError> {
        let shop = self.shop()?;
        self.permit(&shop, Permission::EditProducts)?;
        shop.ledger.conflict_dismiss(conflict_id)?;
        self.tell(RegisterEvent::SyncChanged);
        self.sync_status()
    }
}
