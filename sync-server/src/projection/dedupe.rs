//! Each document counts once, no matter in how many epochs its entry was appended (Promise 2).

use uuid::Uuid;

use crate::database::{DatabaseError, DbTransaction};
use crate::table::documents::{self, DocumentRow};
use protocol::receive::VerifiedEntry;

/// Whether an entry was seen before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// It is seen for the first time: project it.
    First,
    /// It was projected before, from another epoch.
    Before,
    /// Its id was used before, for something else.
    Differs,
}

/// Stores the ids of entries, and returns for each whether it was seen before.
pub(super) async fn dedupe(
    transaction: &DbTransaction,
    entries: &[VerifiedEntry],
) -> Result<Vec<Seen>, DatabaseError> {
    let rows: Vec<DocumentRow> = entries
        .iter()
        .map(|entry| DocumentRow {
            entry_id: entry.entry_id,
            digest: entry.digest,
        })
        .collect();
    let mut inserted = documents::insert(transaction, &rows).await?;
    if inserted.len() == rows.len() {
        return Ok(vec![Seen::First; rows.len()]);
    }
    let entry_ids: Vec<Uuid> = rows.iter().map(|row| row.entry_id).collect();
    let digests = documents::digests(transaction, &entry_ids).await?;
    let seen = |row: &DocumentRow| {
        let is_same = digests.get(&row.entry_id) == Some(&row.digest);
        match (is_same, inserted.remove(&row.entry_id)) {
            (true, true) => Seen::First,
            (true, false) => Seen::Before,
            (false, _) => Seen::Differs,
        }
    };
    Ok(rows.iter().map(seen).collect())
}
