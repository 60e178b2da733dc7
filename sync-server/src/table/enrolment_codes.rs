//! `enrolment_codes`: the only table without a row-level policy, because a code is looked up before
//! the organization is known.

use std::time::Duration;

use domain::entry::{Hash, PublicKey};
use uuid::Uuid;

use super::row::unreadable;
use crate::database::{Database, DatabaseError, DbTransaction};

/// A stored code.
pub(crate) struct CodeRow {
    pub(crate) organization_name: Option<String>,
    pub(crate) organization_id: Option<Uuid>,
    pub(crate) store_id: Option<Uuid>,
    pub(crate) is_used: bool,
    /// The same register used it, with the same key.
    pub(crate) is_used_by_caller: bool,
    pub(crate) is_expired: bool,
}

/// A founding code, with the organization once it is used.
pub(crate) struct FoundingRow {
    pub(crate) organization_id: Option<Uuid>,
    pub(crate) organization_name: String,
    /// In the format `YYYY-MM-DD HH:MI`, UTC.
    pub(crate) expires_at: String,
}

/// Which register may join where.
#[derive(Debug, Clone, Copy)]
pub struct JoinTarget {
    pub organization_id: Uuid,
    /// The store that the register will belong to.
    pub store_id: Uuid,
    /// The owner who asked; `None` for the administrators of the server.
    pub by_user_id: Option<Uuid>,
}

pub(crate) async fn insert_founding(
    database: &Database,
    hash: &Hash,
    organization_name: &str,
    valid_for: Duration,
) -> Result<(), DatabaseError> {
    const INSERT: &str = "insert into enrolment_codes \
           (code_hash, kind, organization_name, expires_at) \
         values ($1, 'founding', $2, now() + make_interval(secs => $3))";
    let hash: &[u8] = &hash.0;
    database
        .connection()
        .await?
        .execute(
            INSERT,
            &[&hash, &organization_name, &valid_for.as_secs_f64()],
        )
        .await?;
    Ok(())
}

pub(crate) async fn insert_joining(
    transaction: &DbTransaction,
    hash: &Hash,
    target: JoinTarget,
    valid_for: Duration,
) -> Result<(), DatabaseError> {
    const INSERT: &str = "insert into enrolment_codes \
           (code_hash, kind, organization_id, store_id, created_by_user_id, expires_at) \
         values ($1, 'joining', $2, $3, $4, now() + make_interval(secs => $5))";
    let hash: &[u8] = &hash.0;
    transaction
        .execute(
            INSERT,
            &[
                &hash,
                &target.organization_id,
                &target.store_id,
                &target.by_user_id,
                &valid_for.as_secs_f64(),
            ],
        )
        .await?;
    Ok(())
}

/// Looks a code up for a register with this key.
pub(crate) async fn find(
    database: &Database,
    hash: &Hash,
    register_id: Uuid,
    public_key: &PublicKey,
) -> Result<Option<CodeRow>, DatabaseError> {
    const FIND: &str = "select organization_name, organization_id, store_id, \
             used_at is not null as is_used, \
             coalesce(used_by_register_id = $2 and used_public_key = $3, false) \
               as is_used_by_caller, \
             expires_at <= now() as is_expired \
         from enrolment_codes where code_hash = $1";
    let (hash, key): (&[u8], &[u8]) = (&hash.0, &public_key.to_bytes());
    let row = database
        .connection()
        .await?
        .query_opt(FIND, &[&hash, &register_id, &key])
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(CodeRow {
        organization_name: row.try_get("organization_name")?,
        organization_id: row.try_get("organization_id")?,
        store_id: row.try_get("store_id")?,
        is_used: row.try_get("is_used")?,
        is_used_by_caller: row.try_get("is_used_by_caller")?,
        is_expired: row.try_get("is_expired")?,
    }))
}

/// Uses a code up, in the database transaction that enrols the register; false if another request
/// was quicker.
pub(crate) async fn claim(
    transaction: &DbTransaction,
    hash: &Hash,
    register_id: Uuid,
    public_key: &PublicKey,
) -> Result<bool, DatabaseError> {
    const CLAIM: &str = "update enrolment_codes set used_at = now(), updated_at = now(), \
             organization_id = $2, used_by_register_id = $3, used_public_key = $4 \
         where code_hash = $1 and used_at is null and expires_at > now()";
    let (hash, key): (&[u8], &[u8]) = (&hash.0, &public_key.to_bytes());
    let claimed = transaction
        .execute(
            CLAIM,
            &[&hash, &transaction.organization_id(), &register_id, &key],
        )
        .await?;
    Ok(claimed == 1)
}

/// How many joining codes of the organization can still be used.
pub(crate) async fn count_open(transaction: &DbTransaction) -> Result<i64, DatabaseError> {
    const COUNT: &str = "select count(*) as count from enrolment_codes \
         where organization_id = $1 and kind = 'joining' and used_at is null \
           and expires_at > now()";
    let row = transaction
        .query_opt(COUNT, &[&transaction.organization_id()])
        .await?
        .ok_or(unreadable("count"))?;
    Ok(row.try_get("count")?)
}

/// Founding codes that were used or can still be used: the used ones first.
pub(crate) async fn foundings(database: &Database) -> Result<Vec<FoundingRow>, DatabaseError> {
    const LIST: &str = "select organization_id, organization_name, \
             to_char(expires_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as expires_at \
         from enrolment_codes \
         where kind = 'founding' and (used_at is not null or expires_at > now()) \
         order by used_at, created_at";
    let rows = database.connection().await?.query(LIST, &[]).await?;
    rows.iter()
        .map(|row| {
            Ok(FoundingRow {
                organization_id: row.try_get("organization_id")?,
                organization_name: row.try_get("organization_name")?,
                expires_at: row.try_get("expires_at")?,
            })
        })
        .collect()
}

/// Every organization that has a register.
pub(crate) async fn organization_ids(database: &Database) -> Result<Vec<Uuid>, DatabaseError> {
    const IDS: &str = "select distinct organization_id from enrolment_codes \
                       where organization_id is not null and used_at is not null";
    let rows = database.connection().await?.query(IDS, &[]).await?;
    rows.iter()
        .map(|row| Ok(row.try_get("organization_id")?))
        .collect()
}
