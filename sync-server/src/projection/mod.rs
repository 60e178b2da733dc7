//! From entries to the rows of tables: trade, shifts, stock, products, people and stores.
//!
//! It is the same for entries that have just arrived and for those that were kept until a program
//! could read them.

mod catalog;
mod dedupe;
mod deferred_edits;
mod entry_rows;
mod people;
mod product_edits;
mod products;
mod quarantine;
mod references;
mod shift;
mod stock;
mod stores;
mod trade;

use protocol::{Profile, QuarantineReason};
use uuid::Uuid;

use crate::alarm;
use crate::database::{DatabaseError, DbTransaction};
use protocol::receive::{PushAlarm, PushAlarmKind, Quarantine, VerifiedEntry};

use catalog::CatalogEdits;
use entry_rows::EntryRows;

use dedupe::{Seen, dedupe};
use references::References;

pub(crate) use quarantine::QuarantineList;

/// The source of the entries, and the data that came with them.
pub(crate) struct Arrival<'e> {
    pub(crate) register_id: Uuid,
    pub(crate) epoch: Uuid,
    pub(crate) store_id: Uuid,
    /// Names and PINs that came beside the log.
    pub(crate) profiles: &'e [Profile],
    /// Whether the register's own row was changed in this database transaction.
    pub(crate) register_changed: bool,
    /// The server's clock, milliseconds since 1970-01-01 UTC.
    pub(crate) server_time_ms: i64,
}

/// What is stored about entries and the rows that they name, before they are projected.
pub(crate) struct EntryLookup {
    seen: Vec<Seen>,
    references: References,
}

impl EntryLookup {
    /// Looks up entries of one register.
    pub(crate) async fn load(
        transaction: &DbTransaction,
        register_id: Uuid,
        entries: &[VerifiedEntry],
    ) -> Result<Self, DatabaseError> {
        let (seen, references) = tokio::try_join!(
            dedupe(transaction, entries),
            References::load(transaction, register_id, entries),
        )?;
        Ok(Self { seen, references })
    }

    /// The same for entries that were stored when they arrived, and are projected only now. An id
    /// was stored with the entry that arrived first, so only that entry is projected, and not the
    /// same one in another epoch.
    pub(crate) fn stored_before(mut self, arrived_first: &[bool]) -> Self {
        for (seen, arrived_first) in self.seen.iter_mut().zip(arrived_first) {
            if *arrived_first && matches!(seen, Seen::Before) {
                *seen = Seen::First;
            }
        }
        self
    }
}

/// Projects those entries that are seen for the first time. Returns what is in quarantine, and the
/// last number of the feed.
///
/// Call it last in a database transaction: the counter of the feed is locked from here to the
/// commit.
pub(crate) async fn project(
    transaction: &DbTransaction,
    arrival: &Arrival<'_>,
    entries: &[VerifiedEntry],
    known: EntryLookup,
) -> Result<(QuarantineList, u64), DatabaseError> {
    let (register_id, epoch) = (arrival.register_id, arrival.epoch);
    let EntryLookup { seen, references } = known;
    let mut quarantine = QuarantineList::default();
    let mut rows = EntryRows::new(references);
    let mut edits = CatalogEdits::default();
    for (entry, seen) in entries.iter().zip(&seen) {
        match (&entry.body, seen) {
            (Err(reason), _) => quarantine.add(entry, reason.clone()),
            (Ok(_), Seen::Before) => {}
            (Ok(_), Seen::Differs) => {
                let detail = "another document has this id";
                let reason = QuarantineReason::BodyInvalid;
                quarantine.add(entry, Quarantine::held(reason, detail));
            }
            (Ok(body), Seen::First) => {
                rows.add(entry, body, &mut quarantine);
                edits.add(entry, body);
            }
        }
    }
    if seen.contains(&Seen::Differs) {
        let alarm = PushAlarm {
            kind: PushAlarmKind::DocumentDiffers,
            detail: "an id was used for two documents".to_owned(),
        };
        alarm::raise(transaction, register_id, epoch, &[alarm]).await?;
    }
    rows.store(transaction, register_id, epoch).await?;
    let feed_seq = catalog::project(transaction, arrival, &edits, &mut quarantine).await?;
    Ok((quarantine, feed_seq))
}

/// Projects the names and PINs that came without entries. Returns the last number of the feed.
pub(crate) async fn project_profiles(
    transaction: &DbTransaction,
    arrival: &Arrival<'_>,
) -> Result<u64, DatabaseError> {
    let (edits, mut quarantine) = (CatalogEdits::default(), QuarantineList::default());
    catalog::project(transaction, arrival, &edits, &mut quarantine).await
}
