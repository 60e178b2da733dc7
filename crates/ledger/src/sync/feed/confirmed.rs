//! Forgetting own changes that came down the feed.

use domain::entry::EntryBody;
use rusqlite::OptionalExtension;

use super::{person, product, settings};
use crate::{
    commit::Commit,
    error::LedgerError,
    open::Ledger,
    sync::{
        pending::{self, Changes, SETTINGS},
        state,
    },
};

/// Entities that are settled before those at the gate are looked at.
const ENTITIES_AT_LEAST: usize = 20;

/// Entities of one commit.
const ENTITIES_AT_MOST: usize = 1_000;

pub(crate) const NEXT_SETTLED: &str = "SELECT position FROM pending_entries \
     WHERE feed_seq <= (SELECT feed_cursor FROM sync_state) ORDER BY position LIMIT 1";

/// Where settling an entry that changes many products was interrupted.
#[derive(Debug, Clone, Copy, Default)]
struct Mark {
    position: i64,
    entities: usize,
}

impl Ledger {
    /// Forgets the own changes that the cursor has passed, in short turns at the gate. They count no
    /// more from the moment in which the cursor passed them, so that it does not matter when this
    /// is cut off.
    pub(in crate::sync) fn settle(&self) -> Result<(), LedgerError> {
        let mut mark = Mark::default();
        while self.read(|connection| {
            Ok(connection
                .prepare_cached(NEXT_SETTLED)?
                .query_row([], |_| Ok(()))
                .optional()?
                .is_some())
        })? {
            mark = self.commit(|commit| turn(commit, mark, || self.shared.gate.is_wanted()))?;
            self.shared.gate.let_pass();
        }
        Ok(())
    }
}

fn turn(
    commit: &Commit<'_>,
    mut mark: Mark,
    is_wanted: impl Fn() -> bool,
) -> Result<Mark, LedgerError> {
    let connection = commit.connection;
    let cursor = state::read(connection)?.feed_cursor;
    let mut changes = Changes::default();
    let mut done = 0;
    loop {
        let next: Option<i64> = connection
            .prepare_cached(NEXT_SETTLED)?
            .query_row([], |row| row.get(0))
            .optional()?;
        let Some(position) = next else {
            return Ok(mark);
        };
        if mark.position != position {
            mark = Mark {
                position,
                entities: 0,
            };
        }
        let Some(body) = changes.body(connection, position)?.cloned() else {
            forget_entry(commit, position)?;
            continue;
        };
        for entity_id in pending::entities(&body).into_iter().skip(mark.entities) {
            if done >= ENTITIES_AT_MOST || (done >= ENTITIES_AT_LEAST && is_wanted()) {
                return Ok(mark);
            }
            connection
                .prepare_cached(
                    "DELETE FROM pending_changes WHERE entity_id = ?1 AND position = ?2",
                )?
                .execute((entity_id, position))?;
            match body {
                EntryBody::UserChanged(_) => {
                    person::settle(connection, &mut changes, entity_id, cursor)?;
                }
                _ if entity_id == SETTINGS => settings::settle(commit, &mut changes, cursor)?,
                _ => product::settle(connection, &mut changes, entity_id, cursor)?,
            }
            mark.entities += 1;
            done += 1;
        }
        forget_entry(commit, position)?;
    }
}

fn forget_entry(commit: &Commit<'_>, position: i64) -> Result<(), LedgerError> {
    commit
        .connection
        .prepare_cached("DELETE FROM pending_entries WHERE position = ?1")?
        .execute([position])?;
    Ok(())
}
