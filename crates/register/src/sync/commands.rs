//! What people ask of the sync.

use domain::user::Permission;
use uuid::Uuid;

use crate::error::{AppError, SyncFault};
use crate::register::Register;
use crate::view::{JoinInput, JoiningCodeView, StatusView, SyncAttentionCode, SyncStatusView};

impl Register {
    /// Tries at once, without waiting for the answer.
    pub fn sync_now(&self) -> Result<(), AppError> {
        self.shop()?;
        Err(SyncFault::NotEnrolled.into())
    }

    /// Puts away what an owner has read.
    pub fn sync_attention_dismiss(
        &self,
        _code: SyncAttentionCode,
    ) -> Result<SyncStatusView, AppError> {
        let shop = self.shop()?;
        self.permit(&shop, Permission::EditSettings)?;
        self.sync_status()
    }

    /// Puts away a conflict that somebody has read.
    pub fn conflict_dismiss(&self, _conflict_id: Uuid) -> Result<SyncStatusView, AppError> {
        let shop = self.shop()?;
        self.permit(&shop, Permission::EditProducts)?;
        self.sync_status()
    }

    /// Brings this shop, which began here, to a server.
    pub fn enrol_found(
        &self,
        _command_id: Uuid,
        _server_url: &str,
        _code: &str,
    ) -> Result<SyncStatusView, AppError> {
        let shop = self.shop()?;
        self.permit(&shop, Permission::EditSettings)?;
        Err(SyncFault::NotEnrolled.into())
    }

    /// Joins a shop that a server has: makes this register's ledger and fetches people and catalog.
    pub fn enrol_join(
        &self,
        _command_id: Uuid,
        _input: &JoinInput,
    ) -> Result<StatusView, AppError> {
        if self.is_set_up() {
            return Err(AppError::AlreadySetUp);
        }
        Err(SyncFault::NotEnrolled.into())
    }

    /// A one-use code with which another register joins this shop.
    pub fn joining_code_create(&self) -> Result<JoiningCodeView, AppError> {
        let shop = self.shop()?;
        self.permit(&shop, Permission::EditSettings)?;
        Err(SyncFault::NotEnrolled.into())
    }
}
