//! Letting a register in: the rows of its organization, all in one database transaction with the use of its code.

use domain::entry::hex::{from_hex, to_hex};
use protocol::{EnrolAnswer, EnrolRequest, Founding, RefusalCode};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::code::Code;
use super::directory::{Purpose, claim};
use crate::catalog::{self, CatalogPush};
use crate::database::{DatabaseError, DbTransaction, Durability};
use crate::http::{AppState, Fault};
use crate::source;

/// Lets a register in that shows a code nobody has used.
pub(super) async fn admit(
    state: &AppState,
    request: &EnrolRequest,
    code: &Code,
    purpose: &Purpose,
) -> Result<EnrolAnswer, Fault> {
    let organization_id = match (purpose, &request.founding) {
        (Purpose::Founding { .. }, Some(founding)) => founding.organization_id,
        (
            Purpose::Joining {
                organization_id, ..
            },
            None,
        ) => *organization_id,
        (Purpose::Founding { .. }, None) | (Purpose::Joining { .. }, Some(_)) => {
            return Err(Fault::refused(
                RefusalCode::CodeInvalid,
                "the code is for something else: one founds, the other joins",
            ));
        }
    };
    let transaction = state
        .database
        .begin(organization_id, Durability::OnDisk)
        .await?;
    if let Some(answer) = welcome_back(state, &transaction, request).await? {
        transaction.rollback().await?;
        return Ok(answer);
    }
    if !claim(&transaction, code, request.register_id, &request.public_key).await? {
        return Err(super::code_invalid());
    }
    let store_id = match (purpose, &request.founding) {
        (Purpose::Founding { organization_name }, Some(founding)) => {
            found(state, &transaction, organization_name, founding).await?;
            founding.store_id
        }
        (Purpose::Joining { store_id, .. }, _) => *store_id,
        (Purpose::Founding { .. }, None) => return Err(super::code_invalid()),
    };
    insert_register(&transaction, request, store_id).await?;
    let push = CatalogPush {
        register_id: request.register_id,
        epoch: Uuid::nil(),
        store_id,
        entries: Vec::new(),
        profiles: &[],
        register_changed: true,
        server_time_ms: source::now_ms(),
    };
    let projected = catalog::project(&transaction, &push).await?;
    let answer =
        welcome_back(state, &transaction, request)
            .await?
            .ok_or(DatabaseError::Unreadable {
                column: "register_id",
            })?;
    transaction.commit().await?;
    state.live.pushed(organization_id, projected.feed_seq);
    tracing::info!(%organization_id, register_id = %request.register_id, "a register was let in");
    Ok(answer)
}

/// The answer for a register that is in already, with this very key.
pub(super) async fn answer_again(
    state: &AppState,
    organization_id: Uuid,
    request: &EnrolRequest,
) -> Result<EnrolAnswer, Fault> {
    let transaction = state
        .database
        .begin(organization_id, Durability::Soon)
        .await?;
    let answer = welcome_back(state, &transaction, request).await?;
    transaction.rollback().await?;
    answer.ok_or_else(super::code_invalid)
}

/// What a register is told that is in; `None` for one that is not. Refused for one with another key, or revoked.
async fn welcome_back(
    state: &AppState,
    transaction: &DbTransaction,
    request: &EnrolRequest,
) -> Result<Option<EnrolAnswer>, Fault> {
    let organization_id = transaction.organization_id();
    let row = transaction
        .query_opt(
            "select r.public_key, r.status, r.store_id, r.enrol_ratchet, o.name, o.feed_epoch, o.pepper_sealed \
             from registers r join organizations o on o.organization_id = r.organization_id \
             where r.organization_id = $1 and r.register_id = $2",
            &[&organization_id, &request.register_id],
        )
        .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let read = DatabaseError::from;
    if row.try_get::<_, &[u8]>(0).map_err(read)? != request.public_key.to_bytes() {
        return Err(already_enrolled());
    }
    if row.try_get::<_, &str>(1).map_err(read)? != "active" {
        return Err(Fault::refused(
            RefusalCode::Forbidden,
            "this register was revoked",
        ));
    }
    let sealed: &[u8] = row.try_get(6).map_err(read)?;
    let pepper = state.keys.open_pepper(organization_id, sealed)?;
    Ok(Some(EnrolAnswer {
        organization_id,
        organization_name: row.try_get(4).map_err(read)?,
        store_id: row.try_get(2).map_err(read)?,
        server_public_key: state.keys.public(),
        feed_epoch: row.try_get(5).map_err(read)?,
        ratchet: to_hex(row.try_get(3).map_err(read)?),
        pepper: to_hex(&*pepper),
        server_time_ms: source::now_ms(),
    }))
}

/// The rows of a new organization.
async fn found(
    state: &AppState,
    transaction: &DbTransaction,
    name: &str,
    founding: &Founding,
) -> Result<(), Fault> {
    let organization_id = founding.organization_id;
    let pepper: Zeroizing<[u8; 32]> =
        Zeroizing::new(from_hex(&founding.pepper).map_err(|error| {
            Fault::refused(RefusalCode::Malformed, format_args!("the pepper: {error}"))
        })?);
    let sealed = state.keys.seal_pepper(organization_id, &pepper)?;
    let feed_epoch = source::new_random_id().map_err(Fault::Random)?;
    let made = transaction
        .execute(
            "insert into organizations (organization_id, name, store_name, feed_epoch, pepper_sealed) \
             values ($1, $2, $3, $4, $5) on conflict do nothing",
            &[
                &organization_id,
                &name,
                &founding.store_name,
                &feed_epoch,
                &sealed,
            ],
        )
        .await?;
    if made == 0 {
        return Err(already_enrolled());
    }
    transaction
        .execute(
            "insert into stores (organization_id, store_id, name) values ($1, $2, $3)",
            &[&organization_id, &founding.store_id, &founding.store_name],
        )
        .await?;
    transaction
        .execute(
            "insert into feed_counters (organization_id) values ($1)",
            &[&organization_id],
        )
        .await?;
    Ok(())
}

async fn insert_register(
    transaction: &DbTransaction,
    request: &EnrolRequest,
    store_id: Uuid,
) -> Result<(), Fault> {
    let ratchet = source::random::<16>().map_err(Fault::Random)?;
    let (key, ratchet): (&[u8], &[u8]) = (&request.public_key.to_bytes(), &ratchet);
    transaction
        .execute(
            "insert into registers (organization_id, register_id, store_id, name, public_key, enrol_ratchet) \
             values ($1, $2, $3, $4, $5, $6)",
            &[
                &transaction.organization_id(),
                &request.register_id,
                &store_id,
                &request.register_name,
                &key,
                &ratchet,
            ],
        )
        .await?;
    Ok(())
}

fn already_enrolled() -> Fault {
    Fault::refused(
        RefusalCode::AlreadyEnrolled,
        "this register or organization is here already, with another key",
    )
}
