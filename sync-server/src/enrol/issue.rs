//! An owner makes a code for another register.

use axum::extract::State;
use protocol::{CodeAnswer, CodeRequest, RefusalCode};

use super::directory::{Joining, issue_joining};
use crate::database::{DatabaseError, Durability};
use crate::http::{Answer, AppState, Fault, Signed, answer};

/// `POST /api/sync/codes`: an owner, at a register of theirs, asks for a joining code.
pub async fn codes(State(state): State<AppState>, signed: Signed) -> Answer {
    signed.who.require_active()?;
    let request: CodeRequest = serde_json::from_slice(&signed.body)
        .map_err(|error| Fault::refused(RefusalCode::Malformed, error))?;
    let organization_id = signed.who.organization_id;
    let transaction = state
        .database
        .begin(organization_id, Durability::OnDisk)
        .await?;
    let owner = transaction
        .query_opt(
            "select 1 from users where organization_id = $1 and user_id = $2 and role = 'owner' and active",
            &[&organization_id, &request.by_user_id],
        )
        .await?;
    if owner.is_none() {
        transaction.rollback().await?;
        return Err(Fault::refused(
            RefusalCode::Forbidden,
            "only an owner, whose account has arrived here, may add registers",
        ));
    }
    let open = transaction
        .query_opt(
            "select count(*) from enrolment_codes \
             where organization_id = $1 and kind = 'joining' and used_at is null and expires_at > now()",
            &[&organization_id],
        )
        .await?;
    let open: i64 = open
        .map_or(Ok(0), |row| row.try_get(0))
        .map_err(DatabaseError::from)?;
    if open >= OPEN_CODES_MAX {
        transaction.rollback().await?;
        return Err(Fault::too_many("too many codes wait to be used", 60));
    }
    let joining = Joining {
        organization_id,
        store_id: signed.who.known.store_id,
        by_user_id: Some(request.by_user_id),
    };
    let issued = issue_joining(&transaction, joining).await?;
    transaction.commit().await?;
    let made = CodeAnswer {
        code: issued.code.shown(),
        expires_at_ms: issued.expires_at_ms,
    };
    answer(&signed.headers, &made)
}

/// The most codes of one organization that wait to be used.
const OPEN_CODES_MAX: i64 = 20;
