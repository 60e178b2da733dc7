//! Folding the cold projections in short slices, between which sales go first.
//!
//! The maintenance connection commits with `synchronous=NORMAL`. Its rows can be derived again, and
//! they are written together with the cursor, so that a power cut takes both or none.

use std::time::{Duration, Instant};

use domain::entry::EntryBody;
use rusqlite::Connection;

use super::Progress;
use crate::error::LedgerError;
use crate::project::replayed::is_replay;
use crate::project::{COLD_TABLES, cold, decode};
use crate::store::Shared;
use crate::table::entries::{self, StoredEntry};
use crate::table::fold_cursor;

/// Entries that are read at once.
const BATCH: u32 = 64;

/// The longest time that a slice keeps a sale waiting.
pub(super) const SLICE: Duration = Duration::from_millis(4);

/// Folds some entries.
pub(crate) fn step(shared: &Shared) -> Result<Progress, LedgerError> {
    let mut folder = shared.folder();
    let from = fold_cursor::read(&folder)?;
    let entries = entries::after(&folder, from, BATCH)?;
    if entries.is_empty() {
        return Ok(Progress::Done);
    }
    // Decoding needs no slice. Each entry is read and decoded once: an import's are large, and a
    // slice may have room for one only.
    let bodies = entries.iter().map(decode).collect::<Vec<_>>();
    let mut rest = entries.iter().zip(&bodies).peekable();
    while rest.peek().is_some() {
        fold_slice(shared, &mut folder, &mut rest)?;
    }
    Ok(Progress::More)
}

/// Folds what fits into one slice, at least one entry.
fn fold_slice<'e>(
    shared: &Shared,
    folder: &mut Connection,
    rest: &mut impl Iterator<Item = (&'e StoredEntry, &'e Option<EntryBody>)>,
) -> Result<(), LedgerError> {
    shared.fold(folder, |connection| {
        let began = Instant::now();
        for (stored, body) in rest {
            if let Some(body) = body
                && !is_replay(connection, stored)?
            {
                cold::fold(connection, stored, body)?;
            }
            fold_cursor::set(connection, stored.position)?;
            if began.elapsed() > SLICE || shared.writer.has_waiting() {
                break;
            }
        }
        Ok(())
    })
}

/// Drops every cold projection, so that they are folded again from the first entry.
pub(crate) fn forget(shared: &Shared) -> Result<(), LedgerError> {
    let mut folder = shared.folder();
    shared.fold(&mut folder, |connection| {
        for table in COLD_TABLES {
            connection.execute(&format!("DELETE FROM {}", table.name), [])?;
        }
        fold_cursor::set(connection, 0)
    })
}
