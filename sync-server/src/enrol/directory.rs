//! The directory of codes: looked up before anybody knows which organization a request is about.

use std::time::Duration;

use domain::entry::PublicKey;
use uuid::Uuid;

use super::code::Code;
use crate::database::{Database, DatabaseError, DbTransaction};
use crate::http::Fault;
use crate::source;

/// How long a founding code can be used: it is handed over by people.
const FOUNDING_LIVES: Duration = Duration::from_hours(24);

/// How long a joining code can be used: both machines are at hand.
const JOINING_LIVES: Duration = Duration::from_mins(10);

/// A code that was just made.
#[derive(Debug, Clone)]
pub struct Issued {
    /// The code; nobody can read it again.
    pub code: Code,
    /// Until when it can be used, milliseconds since 1970-01-01 UTC.
    pub expires_at_ms: i64,
}

/// Whose register may join where.
#[derive(Debug, Clone, Copy)]
pub struct Joining {
    /// The organization.
    pub organization_id: Uuid,
    /// The store the register will stand in.
    pub store_id: Uuid,
    /// The owner who asked; `None` for the server's own people.
    pub by_user_id: Option<Uuid>,
}

/// Makes a code that founds an organization of this name.
pub async fn issue_founding(database: &Database, name: &str) -> Result<Issued, Fault> {
    let issued = issue(FOUNDING_LIVES)?;
    let hash: &[u8] = &issued.code.hash().0;
    let lives_s = FOUNDING_LIVES.as_secs_f64();
    database
        .connection()
        .await?
        .execute(
            "insert into enrolment_codes (code_hash, kind, organization_name, expires_at) \
             values ($1, 'founding', $2, now() + make_interval(secs => $3))",
            &[&hash, &name, &lives_s],
        )
        .await
        .map_err(DatabaseError::from)?;
    Ok(issued)
}

/// Makes a code with which a register joins.
pub async fn issue_joining(transaction: &DbTransaction, joining: Joining) -> Result<Issued, Fault> {
    let issued = issue(JOINING_LIVES)?;
    let hash: &[u8] = &issued.code.hash().0;
    let lives_s = JOINING_LIVES.as_secs_f64();
    transaction
        .execute(
            "insert into enrolment_codes \
               (code_hash, kind, organization_id, store_id, created_by_user_id, expires_at) \
             values ($1, 'joining', $2, $3, $4, now() + make_interval(secs => $5))",
            &[
                &hash,
                &joining.organization_id,
                &joining.store_id,
                &joining.by_user_id,
                &lives_s,
            ],
        )
        .await?;
    Ok(issued)
}

fn issue(lives: Duration) -> Result<Issued, Fault> {
    let lives_ms = i64::try_from(lives.as_millis()).unwrap_or(i64::MAX);
    Ok(Issued {
        code: Code::new().map_err(Fault::Random)?,
        expires_at_ms: source::now_ms().saturating_add(lives_ms),
    })
}

/// What a code is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Founding an organization of this name.
    Founding { organization_name: String },
    /// Joining one.
    Joining {
        organization_id: Uuid,
        store_id: Uuid,
    },
}

/// How a code stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Standing {
    /// It can be used.
    Open(Purpose),
    /// This very register used it, with this very key: it may ask again.
    UsedByThis { organization_id: Uuid },
    /// There is none, or it is too old, or somebody else used it. Which of these, nobody is told.
    Invalid,
}

/// Looks a code up.
pub(super) async fn look_up(
    database: &Database,
    code: &Code,
    register_id: Uuid,
    public_key: &PublicKey,
) -> Result<Standing, DatabaseError> {
    let hash: &[u8] = &code.hash().0;
    let key: &[u8] = &public_key.to_bytes();
    let row = database
        .connection()
        .await?
        .query_opt(
            "select organization_name, organization_id, store_id, used_at is not null, \
                    coalesce(used_by_register_id = $2 and used_public_key = $3, false), \
                    expires_at > now() \
             from enrolment_codes where code_hash = $1",
            &[&hash, &register_id, &key],
        )
        .await?;
    let Some(row) = row else {
        return Ok(Standing::Invalid);
    };
    let (used, by_this, open): (bool, bool, bool) =
        (row.try_get(3)?, row.try_get(4)?, row.try_get(5)?);
    let organization_id: Option<Uuid> = row.try_get(1)?;
    if used {
        return Ok(match organization_id {
            Some(organization_id) if by_this => Standing::UsedByThis { organization_id },
            _ => Standing::Invalid,
        });
    }
    let purpose = match (row.try_get(0)?, organization_id, row.try_get(2)?) {
        (Some(organization_name), _, _) => Purpose::Founding { organization_name },
        (None, Some(organization_id), Some(store_id)) => Purpose::Joining {
            organization_id,
            store_id,
        },
        _ => return Ok(Standing::Invalid),
    };
    Ok(if open {
        Standing::Open(purpose)
    } else {
        Standing::Invalid
    })
}

/// Uses a code up, inside the database transaction that lets the register in; false where another request was quicker.
pub(super) async fn claim(
    transaction: &DbTransaction,
    code: &Code,
    register_id: Uuid,
    public_key: &PublicKey,
) -> Result<bool, DatabaseError> {
    let hash: &[u8] = &code.hash().0;
    let key: &[u8] = &public_key.to_bytes();
    let claimed = transaction
        .execute(
            "update enrolment_codes set used_at = now(), updated_at = now(), organization_id = $2, \
                    used_by_register_id = $3, used_public_key = $4 \
             where code_hash = $1 and used_at is null and expires_at > now()",
            &[&hash, &transaction.organization_id(), &register_id, &key],
        )
        .await?;
    Ok(claimed == 1)
}
