//! Issues codes, and checks what a code can be used for.

use std::time::Duration;

use domain::entry::PublicKey;
use protocol::RefusalCode;
use uuid::Uuid;

use super::code::EnrolmentCode;
use crate::clock;
use crate::database::{Database, DatabaseError, DbTransaction, Durability};
use crate::http::ApiError;
use crate::table::{enrolment_codes, users};

pub use crate::table::enrolment_codes::JoinTarget;

/// How long a founding code can be used. People have to pass it on.
const FOUNDING_VALID_FOR: Duration = Duration::from_hours(24);

/// How long a joining code can be used. Both machines are close by.
const JOINING_VALID_FOR: Duration = Duration::from_mins(10);

/// The most codes of one organization that can still be used.
const OPEN_CODES_MAX: i64 = 20;

/// A code that was just issued.
#[derive(Debug, Clone)]
pub struct IssuedCode {
    /// The code; it cannot be read again.
    pub code: EnrolmentCode,
    /// Until when it can be used, milliseconds since 1970-01-01 UTC.
    pub expires_at_ms: i64,
}

/// Issues a code that founds an organization with this name.
pub async fn issue_founding(database: &Database, name: &str) -> Result<IssuedCode, ApiError> {
    let issued = issue(FOUNDING_VALID_FOR)?;
    let hash = issued.code.hash();
    enrolment_codes::insert_founding(database, &hash, name, FOUNDING_VALID_FOR).await?;
    Ok(issued)
}

/// Issues a code with which a register joins.
pub async fn issue_joining(
    transaction: &DbTransaction,
    target: JoinTarget,
) -> Result<IssuedCode, ApiError> {
    let issued = issue(JOINING_VALID_FOR)?;
    let hash = issued.code.hash();
    enrolment_codes::insert_joining(transaction, &hash, target, JOINING_VALID_FOR).await?;
    Ok(issued)
}

/// Issues a joining code to an owner.
pub(crate) async fn issue_for_owner(
    database: &Database,
    target: JoinTarget,
    owner_id: Uuid,
) -> Result<IssuedCode, ApiError> {
    let transaction = database
        .begin(target.organization_id, Durability::OnDisk)
        .await?;
    if !users::is_owner(&transaction, owner_id).await? {
        transaction.rollback().await?;
        return Err(ApiError::refused(
            RefusalCode::Forbidden,
            "only an owner, whose account has arrived here, may add registers",
        ));
    }
    if enrolment_codes::count_open(&transaction).await? >= OPEN_CODES_MAX {
        transaction.rollback().await?;
        return Err(ApiError::too_many("too many codes wait to be used", 60));
    }
    let issued = issue_joining(&transaction, target).await?;
    transaction.commit().await?;
    Ok(issued)
}

fn issue(valid_for: Duration) -> Result<IssuedCode, ApiError> {
    let valid_for_ms = i64::try_from(valid_for.as_millis()).unwrap_or(i64::MAX);
    Ok(IssuedCode {
        code: EnrolmentCode::new().map_err(ApiError::Random)?,
        expires_at_ms: clock::now_ms().saturating_add(valid_for_ms),
    })
}

/// What a code is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CodePurpose {
    /// To found an organization with this name.
    Founding { organization_name: String },
    /// To join an organization.
    Joining {
        organization_id: Uuid,
        store_id: Uuid,
    },
}

/// Whether a code can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CodeState {
    /// It can be used.
    Open(CodePurpose),
    /// The same register has used it with the same key: it may repeat its request.
    UsedByCaller { organization_id: Uuid },
    /// It does not exist, is too old, or was used by another register. The answer does not say
    /// which.
    Invalid,
}

/// Looks a code up for a register with this key.
pub(super) async fn look_up(
    database: &Database,
    code: &EnrolmentCode,
    register_id: Uuid,
    public_key: &PublicKey,
) -> Result<CodeState, DatabaseError> {
    let found = enrolment_codes::find(database, &code.hash(), register_id, public_key).await?;
    let Some(row) = found else {
        return Ok(CodeState::Invalid);
    };
    if row.is_used {
        return Ok(match row.organization_id {
            Some(organization_id) if row.is_used_by_caller => {
                CodeState::UsedByCaller { organization_id }
            }
            Some(_) | None => CodeState::Invalid,
        });
    }
    if row.is_expired {
        return Ok(CodeState::Invalid);
    }
    let joining = row.organization_id.zip(row.store_id);
    Ok(match (row.organization_name, joining) {
        (Some(organization_name), _) => {
            CodeState::Open(CodePurpose::Founding { organization_name })
        }
        (None, Some((organization_id, store_id))) => CodeState::Open(CodePurpose::Joining {
            organization_id,
            store_id,
        }),
        (None, None) => CodeState::Invalid,
    })
}
