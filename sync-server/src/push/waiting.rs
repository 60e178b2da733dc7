//! Entries that were stored before a program could read them: projected once it can (Promise 5).
//!
//! They are of a kind or a version that was unknown when they arrived. After an upgrade they go the way of a push,
//! later: each in the order of its log, in the order of arrival only as far as one log goes.

use domain::entry::{ClockReading, Entry, EntryHeader, EntryKind, Hash};
use protocol::QuarantineReason;
use tokio_postgres::Row;
use uuid::Uuid;

use super::aside::{AsideList, code_of};
use super::documents::{self, Novelty};
use super::known::Known;
use super::settle::{Arrival, settle};
use super::standing::{bytes, signed};
use super::verify::{Document, read};
use crate::catalog;
use crate::database::{Database, DatabaseError, DbTransaction, Durability, retrying};
use crate::source;

/// The most entries of one log in one database transaction.
const ENTRIES_MAX: i64 = 200;

/// A place in the logs of an organization.
type Place = (Uuid, Uuid, i64);

/// Projects every entry that waits for a program that can read it, where this one can; returns how many count now. Those
/// that it cannot read either wait on, and a second call finds nothing to do.
pub async fn project_waiting(database: &Database) -> Result<u64, DatabaseError> {
    let mut counted = 0;
    for organization_id in catalog::organizations(database).await? {
        let mut after = (Uuid::nil(), Uuid::nil(), 0);
        loop {
            let step = retrying(|| step(database, organization_id, after)).await?;
            let Some((reached, some)) = step else { break };
            after = reached;
            counted += some;
        }
    }
    Ok(counted)
}

/// One stretch of one log in a database transaction of its own: where it ends, and how many of it count now.
async fn step(
    database: &Database,
    organization_id: Uuid,
    after: Place,
) -> Result<Option<(Place, u64)>, DatabaseError> {
    const HOLD: &str = "select 1 from organizations where organization_id = $1 for no key update";
    const LOAD: &str = include_str!("sql/waiting_entries.sql");
    let transaction = database.begin(organization_id, Durability::OnDisk).await?;
    // One after the other: what another node has projected meanwhile is not found any more.
    transaction.query_opt(HOLD, &[&organization_id]).await?;
    let (register_id, epoch, seq) = after;
    let rows = transaction
        .query(
            LOAD,
            &[&organization_id, &register_id, &epoch, &seq, &ENTRIES_MAX],
        )
        .await?;
    let stretch = Stretch::read(organization_id, &rows)?;
    let Some(stretch) = stretch else {
        transaction.rollback().await?;
        return Ok(None);
    };
    let counted = stretch.project(&transaction).await?;
    transaction.commit().await?;
    Ok(Some((stretch.end, counted)))
}

/// What waits in one log, one after the other.
struct Stretch {
    register_id: Uuid,
    epoch: Uuid,
    /// What can be read by now.
    documents: Vec<Document>,
    /// Whether each of them arrived here before it arrived anywhere else.
    first: Vec<bool>,
    end: Place,
}

impl Stretch {
    /// The rows of the first log among these.
    fn read(organization_id: Uuid, rows: &[Row]) -> Result<Option<Self>, DatabaseError> {
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        let (register_id, epoch) = (row.try_get(0)?, row.try_get(1)?);
        let mut stretch = Self {
            register_id,
            epoch,
            documents: Vec::new(),
            first: Vec::new(),
            end: (register_id, epoch, 0),
        };
        for row in rows {
            if (row.try_get::<_, Uuid>(0)?, row.try_get::<_, Uuid>(1)?) != (register_id, epoch) {
                break;
            }
            stretch.end.2 = row.try_get(2)?;
            let document = read(stretch.documents.len(), &entry(organization_id, row)?);
            let is_unknown = document
                .body
                .as_ref()
                .is_err_and(|aside| aside.reason == QuarantineReason::UnknownKind);
            if !is_unknown {
                stretch.documents.push(document);
                stretch.first.push(row.try_get(13)?);
            }
        }
        Ok(Some(stretch))
    }

    async fn project(&self, transaction: &DbTransaction) -> Result<u64, DatabaseError> {
        const STORE: &str = "select store_id from registers \
                             where organization_id = $1 and register_id = $2";
        let (register_id, epoch) = (self.register_id, self.epoch);
        let organization_id = transaction.organization_id();
        let register = transaction
            .query_opt(STORE, &[&organization_id, &register_id])
            .await?;
        let Some(register) = register.filter(|_| !self.documents.is_empty()) else {
            return Ok(0);
        };
        // Before anything else, as the fold does it: it may be beyond these entries already.
        let folded = catalog::hold_fold(transaction, register_id, epoch).await?;
        let arrival = Arrival {
            register_id,
            epoch,
            store_id: register.try_get(0)?,
            profiles: &[],
            register_changed: false,
            server_time_ms: source::now_ms(),
        };
        let novelties = documents::register(transaction, &self.documents).await?;
        let novelties: Vec<Novelty> = novelties.into_iter().zip(&self.first).map(due).collect();
        let known = Known::load(transaction, register_id, &self.documents).await?;
        let (aside, _) = settle(transaction, &arrival, &self.documents, &novelties, known).await?;
        let seqs: Vec<i64> = self
            .documents
            .iter()
            .map(|document| signed(document.seq))
            .collect::<Result<_, _>>()?;
        catalog::fold_behind(transaction, register_id, epoch, &seqs, folded).await?;
        self.note(transaction, &seqs, &aside).await
    }

    /// Writes down what became of each; returns how many count.
    async fn note(
        &self,
        transaction: &DbTransaction,
        seqs: &[i64],
        aside: &AsideList,
    ) -> Result<u64, DatabaseError> {
        const SETTLE: &str = include_str!("sql/waiting_settle.sql");
        let found: Vec<_> = self
            .documents
            .iter()
            .map(|document| aside.of(document.seq))
            .collect();
        let reasons: Vec<Option<&str>> = found
            .iter()
            .map(|aside| aside.map(|aside| code_of(aside.reason)))
            .collect();
        let details: Vec<Option<&str>> = found
            .iter()
            .map(|aside| aside.map(|aside| aside.detail.as_str()))
            .collect();
        let projected: Vec<bool> = found
            .iter()
            .map(|aside| aside.is_none_or(|aside| aside.projected))
            .collect();
        transaction
            .execute(
                SETTLE,
                &[
                    &transaction.organization_id(),
                    &self.register_id,
                    &self.epoch,
                    &seqs,
                    &reasons,
                    &details,
                    &projected,
                ],
            )
            .await?;
        let counted = projected.iter().filter(|projected| **projected).count();
        Ok(u64::try_from(counted).unwrap_or(u64::MAX))
    }
}

/// Its id was written down when it arrived first: there it is to be projected now, and nowhere else.
fn due((novelty, arrived_first): (Novelty, &bool)) -> Novelty {
    match novelty {
        Novelty::Repeated if *arrived_first => Novelty::New,
        novelty => novelty,
    }
}

/// The entry of a row of `waiting_entries.sql`.
fn entry(organization_id: Uuid, row: &Row) -> Result<Entry, DatabaseError> {
    let out_of_range = |what| DatabaseError::OutOfRange { what };
    let seq: i64 = row.try_get(2)?;
    let version: i32 = row.try_get(5)?;
    Ok(Entry {
        header: EntryHeader {
            organization_id,
            register_id: row.try_get(0)?,
            epoch: row.try_get(1)?,
            seq: u64::try_from(seq).map_err(|_| out_of_range("a seq"))?,
            entry_id: row.try_get(3)?,
            kind: EntryKind::from_code(row.try_get(4)?),
            version: u16::try_from(version).map_err(|_| out_of_range("a version"))?,
            recorded_at_ms: row.try_get(6)?,
            clock: ClockReading {
                utc_offset_minutes: row.try_get(7)?,
                suspect: row.try_get(8)?,
            },
            prev_hash: Hash(bytes(row, 9, "prev_hash")?),
        },
        hash: Hash(bytes(row, 10, "hash")?),
        signature: bytes(row, 11, "signature")?,
        body: row.try_get(12)?,
    })
}
