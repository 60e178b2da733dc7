//! Checks the whole ledger, and names the first problem.

mod error;
mod exported;
mod scratch;
mod synced;
mod walk;

use domain::entry::PublicKey;

use crate::authority::Authority;
use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::maintenance::refresh;
use crate::project::{COLD_TABLES, FEED_TABLES, HOT_TABLES, Table};
use crate::sqlite::integrity;
use crate::table::fold_cursor;
use scratch::Scratch;
use walk::Walk;

pub use error::{EntryName, Verification, VerifyError};
pub use exported::verify_export;

/// Entries that are read at once.
const PAGE: u32 = 200;

/// Why a verification stops early.
enum Stop {
    VerifyError(Box<VerifyError>),
    Ledger(LedgerError),
}

impl From<LedgerError> for Stop {
    fn from(error: LedgerError) -> Self {
        Self::Ledger(error)
    }
}

impl From<VerifyError> for Stop {
    fn from(error: VerifyError) -> Self {
        Self::VerifyError(Box::new(error))
    }
}

impl Ledger {
    /// Checks every entry from the first, and every table folded from them. With `key`, the last
    /// epoch must be signed by that key. `watch` is called with the number of sound entries so far.
    ///
    /// It reads the whole ledger, so it is for support and tests, never at start.
    pub fn verify(
        &self,
        key: Option<&PublicKey>,
        watch: &mut dyn FnMut(u64),
    ) -> Result<Verification, LedgerError> {
        let mut walk = Walk::default();
        let outcome = self.verify_into(&mut walk, key, watch);
        walk.finish(outcome.map_err(|stop| self.judged(stop)))
    }

    /// Distinguishes a damaged page from other problems. If it is the last page that a statement
    /// reads, it is returned as zeros, and only the hash of an entry or the next statement shows
    /// the damage.
    fn judged(&self, stop: Stop) -> Stop {
        let shared = &self.shared;
        // Checkpoints wait for this connection.
        let _folder = shared.folder();
        match stop {
            Stop::VerifyError(_) if integrity::has_broken_seal(&shared.path, &shared.key) => {
                Stop::Ledger(integrity::broken_seal())
            }
            Stop::Ledger(error) => {
                Stop::Ledger(integrity::judged(&shared.path, &shared.key, error))
            }
            other @ Stop::VerifyError(_) => other,
        }
    }

    fn verify_into(
        &self,
        walk: &mut Walk,
        key: Option<&PublicKey>,
        watch: &mut dyn FnMut(u64),
    ) -> Result<(), Stop> {
        let enrolled = self.read(Authority::of)? == Authority::Feed;
        let cold_until = if self.shared.is_to_look {
            self.read(fold_cursor::read)?
        } else {
            i64::MAX
        };
        let mut scratch = Scratch::create(&self.shared, enrolled, cold_until)?;
        let mut position = 0;
        loop {
            let page = self.entries_after(position, PAGE)?;
            let Some(last) = page.last() else { break };
            position = last.position;
            for stored in &page {
                let body = walk.step(stored)?;
                if walk.is_replay() {
                    scratch.skip(stored);
                } else {
                    scratch.fold(stored, &body)?;
                }
            }
            watch(walk.entries());
        }
        walk.check_end()?;
        walk.check_key(key)?;
        self.compare(&mut scratch, enrolled)
    }

    /// Compares the tables with a fresh fold, in one snapshot.
    fn compare(&self, scratch: &mut Scratch, enrolled: bool) -> Result<(), Stop> {
        let fed: &[Table] = if enrolled { &[] } else { &FEED_TABLES };
        loop {
            if !self.shared.is_to_look {
                self.catch_up()?;
                refresh::all(&self.shared)?;
            }
            let compared = self.read_snapshot(|snapshot| {
                // There was a sale between the fold and the snapshot: fold again.
                if !self.shared.is_to_look && !scratch::is_folded(snapshot)? {
                    return Ok::<bool, Stop>(false);
                }
                scratch.fold_rest(snapshot)?;
                for table in HOT_TABLES.iter().chain(fed).chain(&COLD_TABLES) {
                    scratch.compare(snapshot, *table)?;
                }
                scratch.check_refunds()?;
                if enrolled {
                    synced::check(snapshot)?;
                }
                Ok(true)
            })?;
            if compared {
                return Ok(());
            }
        }
    }
}
