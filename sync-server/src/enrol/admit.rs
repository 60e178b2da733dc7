//! Admits a register: writes the rows of its organization and uses up the code, in one database
//! transaction.

use domain::feed::{EntityKind, RegisterStatus};
use domain::hex::{from_hex, to_hex};
use domain::receipt_number::ReceiptPrefix;
use protocol::{EnrolAnswer, EnrolRequest, Founding, RefusalCode};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::code::EnrolmentCode;
use super::codes::{CodePurpose, CodeState, look_up};
use crate::app::AppState;
use crate::database::{DatabaseError, DbTransaction, Durability};
use crate::feed::{ChangedEntity, publish};
use crate::http::ApiError;
use crate::table::organizations::{self, OrganizationRow};
use crate::table::registers::{self, EnrolledRow, NewRegister};
use crate::table::{enrolment_codes, feed_counters, stores};
use crate::{clock, random};

/// Admits a register that shows a code. A repeated request gets the same answer.
pub(crate) async fn enrol(app: &AppState, request: &EnrolRequest) -> Result<EnrolAnswer, ApiError> {
    let code = EnrolmentCode::parse(&request.code).ok_or_else(code_invalid)?;
    let state = || {
        let register_id = request.register_id;
        look_up(&app.database, &code, register_id, &request.public_key)
    };
    let purpose = match state().await? {
        CodeState::Open(purpose) => purpose,
        CodeState::UsedByCaller { organization_id } => {
            return answer_again(app, organization_id, request).await;
        }
        CodeState::Invalid => return Err(code_invalid()),
    };
    match admit(app, request, &code, &purpose).await {
        // The same request came twice at once. The other one was quicker, and its answer is also
        // ours.
        Err(refused) => match state().await? {
            CodeState::UsedByCaller { organization_id } => {
                answer_again(app, organization_id, request).await
            }
            CodeState::Open(_) | CodeState::Invalid => Err(refused),
        },
        admitted => admitted,
    }
}

async fn admit(
    app: &AppState,
    request: &EnrolRequest,
    code: &EnrolmentCode,
    purpose: &CodePurpose,
) -> Result<EnrolAnswer, ApiError> {
    let organization_id = organization_of(purpose, request.founding.as_ref())?;
    let transaction = app
        .database
        .begin(organization_id, Durability::OnDisk)
        .await?;
    if let Some(answer) = answer_enrolled(app, &transaction, request).await? {
        transaction.rollback().await?;
        return Ok(answer);
    }
    let (register_id, key) = (request.register_id, &request.public_key);
    if !enrolment_codes::claim(&transaction, &code.hash(), register_id, key).await? {
        return Err(code_invalid());
    }
    let store_id = match (purpose, &request.founding) {
        (CodePurpose::Founding { organization_name }, Some(founding)) => {
            found(app, &transaction, organization_name, founding).await?;
            founding.store_id
        }
        (CodePurpose::Joining { store_id, .. }, _) => *store_id,
        (CodePurpose::Founding { .. }, None) => return Err(code_invalid()),
    };
    let register = NewRegister {
        register_id,
        store_id,
        name: &request.register_name,
        public_key: key,
        enrol_ratchet: random::bytes().map_err(ApiError::Random)?,
    };
    registers::insert(&transaction, &register).await?;
    let changed = ChangedEntity {
        entity: EntityKind::Register,
        id: register_id,
        origin: None,
    };
    let feed_seq = publish(&transaction, &[changed]).await?;
    // The counter of the feed is locked from here to the commit. When two registers join at once,
    // the second therefore sees the first.
    check_receipts(&transaction, request).await?;
    let answer = answer_enrolled(app, &transaction, request).await?;
    let answer = answer.ok_or(DatabaseError::Unreadable {
        column: "register_id",
    })?;
    transaction.commit().await?;
    app.announce_push(organization_id, feed_seq);
    tracing::info!(%organization_id, %register_id, "a register was let in");
    Ok(answer)
}

/// Two registers of an organization must not give the same number to a receipt, whose letters come
/// from the register's name. Revoked registers count, because they have printed receipts, too.
async fn check_receipts(
    transaction: &DbTransaction,
    request: &EnrolRequest,
) -> Result<(), ApiError> {
    let prefix = |name: &str| ReceiptPrefix::from_register_name(name, None);
    let wanted = prefix(&request.register_name);
    let known = registers::list(transaction).await?;
    let other = known
        .iter()
        .find(|one| one.register_id != request.register_id && prefix(&one.name) == wanted);
    match other {
        Some(other) => Err(ApiError::refused(
            RefusalCode::RegisterNameTaken,
            format_args!("the receipts of {} begin with {wanted}, too", other.name),
        )),
        None => Ok(()),
    }
}

/// The organization to found or to join. The request has to match the code.
fn organization_of(purpose: &CodePurpose, founding: Option<&Founding>) -> Result<Uuid, ApiError> {
    match (purpose, founding) {
        (CodePurpose::Founding { .. }, Some(founding)) => Ok(founding.organization_id),
        (
            CodePurpose::Joining {
                organization_id, ..
            },
            None,
        ) => Ok(*organization_id),
        (CodePurpose::Founding { .. }, None) | (CodePurpose::Joining { .. }, Some(_)) => {
            Err(ApiError::refused(
                RefusalCode::CodeInvalid,
                "the code is for something else: one founds, the other joins",
            ))
        }
    }
}

/// The answer for a register that is enrolled already, with the same key.
async fn answer_again(
    app: &AppState,
    organization_id: Uuid,
    request: &EnrolRequest,
) -> Result<EnrolAnswer, ApiError> {
    let transaction = app
        .database
        .begin(organization_id, Durability::Soon)
        .await?;
    let answer = answer_enrolled(app, &transaction, request).await?;
    transaction.rollback().await?;
    answer.ok_or_else(code_invalid)
}

/// The answer for a register that is enrolled; `None` for one that is not. A register with another
/// key, or a revoked one, is refused.
async fn answer_enrolled(
    app: &AppState,
    transaction: &DbTransaction,
    request: &EnrolRequest,
) -> Result<Option<EnrolAnswer>, ApiError> {
    let Some(row) = registers::enrolled(transaction, request.register_id).await? else {
        return Ok(None);
    };
    if row.public_key != request.public_key.to_bytes() {
        return Err(already_enrolled());
    }
    match row.status {
        RegisterStatus::Active => answer(app, transaction.organization_id(), row).map(Some),
        RegisterStatus::Revoked => Err(ApiError::refused(
            RefusalCode::Forbidden,
            "this register was revoked",
        )),
    }
}

fn answer(
    app: &AppState,
    organization_id: Uuid,
    row: EnrolledRow,
) -> Result<EnrolAnswer, ApiError> {
    let pepper = app.keys.open_pepper(organization_id, &row.pepper_sealed)?;
    Ok(EnrolAnswer {
        organization_id,
        organization_name: row.organization_name,
        store_id: row.store_id,
        server_public_key: app.keys.public(),
        feed_epoch: row.feed_epoch,
        ratchet: to_hex(&row.enrol_ratchet),
        pepper: to_hex(&*pepper),
        server_time_ms: clock::now_ms(),
    })
}

/// Stores a new organization and its first store.
async fn found(
    app: &AppState,
    transaction: &DbTransaction,
    name: &str,
    founding: &Founding,
) -> Result<(), ApiError> {
    let pepper: Zeroizing<[u8; 32]> =
        Zeroizing::new(from_hex(&founding.pepper).map_err(|error| {
            ApiError::refused(RefusalCode::Malformed, format_args!("the pepper: {error}"))
        })?);
    let row = OrganizationRow {
        name,
        store_name: &founding.store_name,
        feed_epoch: random::new_id().map_err(ApiError::Random)?,
        pepper_sealed: &app.keys.seal_pepper(founding.organization_id, &pepper)?,
    };
    if !organizations::insert(transaction, &row).await? {
        return Err(already_enrolled());
    }
    stores::insert(transaction, founding.store_id, &founding.store_name).await?;
    feed_counters::insert(transaction).await?;
    Ok(())
}

/// The same refusal for every code that cannot be used.
fn code_invalid() -> ApiError {
    ApiError::refused(
        RefusalCode::CodeInvalid,
        "there is no such code, or it was used, or is too old",
    )
}

fn already_enrolled() -> ApiError {
    ApiError::refused(
        RefusalCode::AlreadyEnrolled,
        "this register or organization is here already, with another key",
    )
}
