//! `registers`.

use domain::Code as _;
use domain::entry::PublicKey;
use domain::feed::{RegisterState, RegisterStatus};
use tokio_postgres::Row;
use uuid::Uuid;

use super::row::{ReadColumn as _, unreadable};
use crate::database::{DatabaseError, DbTransaction};

/// What identifies a register.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RegisterIdentity {
    /// The key that signs its entries and requests.
    pub(crate) public_key: PublicKey,
    pub(crate) store_id: Uuid,
    pub(crate) status: RegisterStatus,
}

/// A register to be stored.
pub(crate) struct NewRegister<'a> {
    pub(crate) register_id: Uuid,
    pub(crate) store_id: Uuid,
    pub(crate) name: &'a str,
    pub(crate) public_key: &'a PublicKey,
    pub(crate) enrol_ratchet: [u8; 16],
}

/// A register that is enrolled, and its organization.
pub(crate) struct EnrolledRow {
    pub(crate) public_key: [u8; 32],
    pub(crate) status: RegisterStatus,
    pub(crate) store_id: Uuid,
    pub(crate) enrol_ratchet: [u8; 16],
    pub(crate) organization_name: String,
    pub(crate) feed_epoch: Uuid,
    pub(crate) pepper_sealed: Vec<u8>,
}

/// A register as administrators see it.
pub(crate) struct ListedRegister {
    pub(crate) register_id: Uuid,
    pub(crate) name: String,
    pub(crate) status: RegisterStatus,
}

impl ListedRegister {
    /// The code of its status.
    pub(crate) fn status_code(&self) -> &'static str {
        self.status.as_str()
    }
}

/// What identifies a register; `None` if the organization has no register with this id.
pub(crate) async fn identity(
    transaction: &DbTransaction,
    register_id: Uuid,
) -> Result<Option<RegisterIdentity>, DatabaseError> {
    const IDENTITY: &str = "select public_key, store_id, status from registers \
                            where organization_id = $1 and register_id = $2";
    let row = transaction
        .query_opt(IDENTITY, &[&transaction.organization_id(), &register_id])
        .await?;
    let Some(row) = row else { return Ok(None) };
    let public_key = PublicKey::from_bytes(&row.bytes("public_key")?);
    Ok(Some(RegisterIdentity {
        public_key: public_key.map_err(|_| unreadable("public_key"))?,
        store_id: row.try_get("store_id")?,
        status: row.code("status")?,
    }))
}

/// The register and the data of its organization; `None` if there is none with this id.
pub(crate) async fn enrolled(
    transaction: &DbTransaction,
    register_id: Uuid,
) -> Result<Option<EnrolledRow>, DatabaseError> {
    const ENROLLED: &str = "select r.public_key, r.status, r.store_id, r.enrol_ratchet, o.name, \
             o.feed_epoch, o.pepper_sealed \
         from registers r join organizations o on o.organization_id = r.organization_id \
         where r.organization_id = $1 and r.register_id = $2";
    let row = transaction
        .query_opt(ENROLLED, &[&transaction.organization_id(), &register_id])
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(EnrolledRow {
        public_key: row.bytes("public_key")?,
        status: row.code("status")?,
        store_id: row.try_get("store_id")?,
        enrol_ratchet: row.bytes("enrol_ratchet")?,
        organization_name: row.try_get("name")?,
        feed_epoch: row.try_get("feed_epoch")?,
        pepper_sealed: row.try_get("pepper_sealed")?,
    }))
}

pub(crate) async fn insert(
    transaction: &DbTransaction,
    register: &NewRegister<'_>,
) -> Result<(), DatabaseError> {
    const INSERT: &str = "insert into registers \
           (organization_id, register_id, store_id, name, public_key, enrol_ratchet) \
         values ($1, $2, $3, $4, $5, $6)";
    let (key, ratchet): (&[u8], &[u8]) = (&register.public_key.to_bytes(), &register.enrol_ratchet);
    transaction
        .execute(
            INSERT,
            &[
                &transaction.organization_id(),
                &register.register_id,
                &register.store_id,
                &register.name,
                &key,
                &ratchet,
            ],
        )
        .await?;
    Ok(())
}

/// Renames a register; false if it has this name already.
pub(crate) async fn rename(
    transaction: &DbTransaction,
    register_id: Uuid,
    name: &str,
) -> Result<bool, DatabaseError> {
    const RENAME: &str = "update registers set name = $3, updated_at = now() \
         where organization_id = $1 and register_id = $2 and name <> $3";
    let renamed = transaction
        .execute(
            RENAME,
            &[&transaction.organization_id(), &register_id, &name],
        )
        .await?;
    Ok(renamed == 1)
}

/// The register, locked until the commit.
pub(crate) async fn lock(
    transaction: &DbTransaction,
    register_id: Uuid,
) -> Result<Option<ListedRegister>, DatabaseError> {
    const LOCK: &str = "select register_id, name, status from registers \
         where organization_id = $1 and register_id = $2 for no key update";
    let row = transaction
        .query_opt(LOCK, &[&transaction.organization_id(), &register_id])
        .await?;
    row.as_ref().map(listed).transpose()
}

pub(crate) async fn revoke(
    transaction: &DbTransaction,
    register_id: Uuid,
) -> Result<(), DatabaseError> {
    const REVOKE: &str = "update registers \
         set status = 'revoked', revoked_at = now(), updated_at = now() \
         where organization_id = $1 and register_id = $2";
    transaction
        .execute(REVOKE, &[&transaction.organization_id(), &register_id])
        .await?;
    Ok(())
}

/// All registers, in the order in which they were enrolled.
pub(crate) async fn list(
    transaction: &DbTransaction,
) -> Result<Vec<ListedRegister>, DatabaseError> {
    const LIST: &str = "select register_id, name, status from registers \
                        where organization_id = $1 order by created_at";
    let rows = transaction
        .query(LIST, &[&transaction.organization_id()])
        .await?;
    rows.iter().map(listed).collect()
}

fn listed(row: &Row) -> Result<ListedRegister, DatabaseError> {
    Ok(ListedRegister {
        register_id: row.try_get("register_id")?,
        name: row.try_get("name")?,
        status: row.code("status")?,
    })
}

/// Reads a register from a row of `catalog_feed`.
pub(super) fn from_feed(row: &Row) -> Result<RegisterState, DatabaseError> {
    Ok(RegisterState {
        register_id: row.try_get("register_id")?,
        store_id: row.try_get("register_store_id")?,
        name: row.try_get("register_name")?,
        status: row.code("register_status")?,
    })
}
