//! Codes of what can go wrong between register and server.

use sync_driver::{DriverError, SyncError};

use super::{AppError, ErrorCode};

impl From<DriverError> for AppError {
    fn from(error: DriverError) -> Self {
        match error {
            DriverError::Sync(error) => Self::Sync(error),
            DriverError::Ledger(error) => error.into(),
            DriverError::NoThread(source) => Self::NoThread(source),
            DriverError::NoRandomness => Self::NoRandomness,
            DriverError::Defect(what) => Self::Defect(what),
        }
    }
}

impl From<&SyncError> for ErrorCode {
    fn from(error: &SyncError) -> Self {
        match error {
            SyncError::NotEnrolled => ErrorCode::SyncNotEnrolled,
            SyncError::AlreadyEnrolled => ErrorCode::SyncAlreadyEnrolled,
            SyncError::UrlInvalid => ErrorCode::SyncUrlInvalid,
            SyncError::UrlNotSecure => ErrorCode::SyncUrlNotSecure,
            SyncError::Unreachable { .. } => ErrorCode::SyncUnreachable,
            SyncError::CertificateRefused => ErrorCode::SyncCertificateRefused,
            SyncError::AnswerUnreadable { .. } => ErrorCode::SyncAnswerUnreadable,
            SyncError::CodeInvalid => ErrorCode::SyncCodeInvalid,
            SyncError::RegisterNameTaken => ErrorCode::SyncRegisterNameTaken,
            SyncError::ShopIncomplete => ErrorCode::SyncShopIncomplete,
            SyncError::KnownWithOtherKey => ErrorCode::SyncKnownWithOtherKey,
            SyncError::Forbidden => ErrorCode::SyncForbidden,
            SyncError::Unknown => ErrorCode::SyncRegisterUnknown,
            SyncError::UpdateNeeded => ErrorCode::SyncUpdateNeeded,
            SyncError::ServerOutdated => ErrorCode::SyncServerOutdated,
            SyncError::Busy { .. } => ErrorCode::SyncServerBusy,
            SyncError::ServerChanged => ErrorCode::SyncServerChanged,
            SyncError::Refused { .. } => ErrorCode::SyncRefused,
        }
    }
}
