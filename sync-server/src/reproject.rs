//! Entries of an unknown kind or version, projected after an upgrade (Promise 5).
//!
//! They are projected in the same way as a push, only later, each in the order of its log. The
//! order of arrival between logs is lost.

use protocol::QuarantineReason;
use uuid::Uuid;

use crate::clock;
use crate::database::{Database, DatabaseError, DbTransaction, Durability, retrying};
use crate::projection::{Arrival, EntryLookup, QuarantineList, project};
use crate::stock::{fold_late, lock_fold};
use crate::table::quarantine::{self, LogPosition, OutcomeRow, UnreadableRow};
use crate::table::registers;
use crate::table::{enrolment_codes, organizations};
use protocol::receive::{VerifiedEntry, read_entry};

/// The most entries of one log in one database transaction.
const ENTRIES_MAX: i64 = 200;

/// Projects every entry that could not be read when it arrived and that this program can read.
/// Returns how many count now. Entries that it cannot read either stay unchanged. A second call
/// does nothing.
pub async fn reproject_unreadable(database: &Database) -> Result<u64, DatabaseError> {
    let mut counted = 0;
    for organization_id in enrolment_codes::organization_ids(database).await? {
        let mut after = LogPosition {
            register_id: Uuid::nil(),
            epoch: Uuid::nil(),
            seq: 0,
        };
        while let Some((end, some)) = retrying(|| step(database, organization_id, after)).await? {
            after = end;
            counted += some;
        }
    }
    Ok(counted)
}

/// Projects entries of one log in a separate database transaction. Returns where they end, and how
/// many of them count now.
async fn step(
    database: &Database,
    organization_id: Uuid,
    after: LogPosition,
) -> Result<Option<(LogPosition, u64)>, DatabaseError> {
    let transaction = database.begin(organization_id, Durability::OnDisk).await?;
    // One node at a time: an entry that another node has projected meanwhile is no longer found.
    organizations::lock(&transaction).await?;
    let rows = quarantine::unreadable_after(&transaction, after, ENTRIES_MAX).await?;
    let Some(part) = LogPart::read(rows) else {
        transaction.rollback().await?;
        return Ok(None);
    };
    let counted = part.project(&transaction).await?;
    transaction.commit().await?;
    Ok(Some((part.end, counted)))
}

/// Entries of one log that could not be read, one after the other.
struct LogPart {
    /// Those that can be read by now.
    entries: Vec<VerifiedEntry>,
    /// For each entry, whether it arrived in this epoch before any other epoch.
    arrived_first: Vec<bool>,
    end: LogPosition,
}

impl LogPart {
    /// The first of these rows that are of one log.
    fn read(rows: Vec<UnreadableRow>) -> Option<Self> {
        let first = &rows.first()?.entry.header;
        let mut part = Self {
            entries: Vec::new(),
            arrived_first: Vec::new(),
            end: LogPosition {
                register_id: first.register_id,
                epoch: first.epoch,
                seq: 0,
            },
        };
        let (register_id, epoch) = (first.register_id, first.epoch);
        let of_log = rows.into_iter().take_while(|row| {
            let header = &row.entry.header;
            header.register_id == register_id && header.epoch == epoch
        });
        for row in of_log {
            part.end.seq = row.entry.header.seq;
            let entry = read_entry(&row.entry);
            if !is_unreadable(&entry) {
                part.entries.push(entry);
                part.arrived_first.push(row.arrived_first);
            }
        }
        Some(part)
    }

    async fn project(&self, transaction: &DbTransaction) -> Result<u64, DatabaseError> {
        let (register_id, epoch) = (self.end.register_id, self.end.epoch);
        if self.entries.is_empty() {
            return Ok(0);
        }
        let Some(register) = registers::identity(transaction, register_id).await? else {
            return Ok(0);
        };
        // Lock the fold first, as the fold itself does: it may have passed these entries already.
        let folded = lock_fold(transaction, register_id, epoch).await?;
        let arrival = Arrival {
            register_id,
            epoch,
            store_id: register.store_id,
            profiles: &[],
            register_changed: false,
            server_time_ms: clock::now_ms(),
        };
        let known = EntryLookup::load(transaction, register_id, &self.entries).await?;
        let known = known.stored_before(&self.arrived_first);
        let (held, _) = project(transaction, &arrival, &self.entries, known).await?;
        let seqs: Vec<u64> = self.entries.iter().map(|entry| entry.seq).collect();
        fold_late(transaction, register_id, epoch, &seqs, folded).await?;
        self.store_outcome(transaction, &held).await
    }

    /// Stores the outcome of each entry; returns how many count.
    async fn store_outcome(
        &self,
        transaction: &DbTransaction,
        held: &QuarantineList,
    ) -> Result<u64, DatabaseError> {
        let counts = |entry: &VerifiedEntry| OutcomeRow {
            seq: entry.seq,
            reason: None,
            projected: true,
        };
        let rows: Vec<OutcomeRow<'_>> = self
            .entries
            .iter()
            .map(|entry| {
                held.of(entry.seq).map_or_else(
                    || counts(entry),
                    |held| OutcomeRow {
                        seq: entry.seq,
                        reason: Some((held.reason, &held.detail)),
                        projected: held.projected,
                    },
                )
            })
            .collect();
        quarantine::store_outcome(transaction, self.end.register_id, self.end.epoch, &rows).await?;
        let counted = rows.iter().filter(|row| row.projected).count();
        Ok(u64::try_from(counted).unwrap_or(u64::MAX))
    }
}

fn is_unreadable(entry: &VerifiedEntry) -> bool {
    entry
        .body
        .as_ref()
        .is_err_and(|held| held.reason == QuarantineReason::UnknownKind)
}
