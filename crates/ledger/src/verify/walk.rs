//! Follows the log from its first entry.

use domain::entry::{Entry, EntryBody, Hash, Head, PublicKey};
use domain::invariant::Checker;

use super::{EntryName, Stop, Verification, VerifyError};
use crate::error::LedgerError;
use crate::table::entries::StoredEntry;

/// The state of a verification.
#[derive(Debug, Default)]
pub(super) struct Walk {
    checker: Checker,
    entries: u64,
    /// The last sound entry.
    head: Option<Head>,
    last: Option<EntryName>,
    position: i64,
    /// Position or line of the last sound entry.
    line: i64,
    /// The key that the last epoch named.
    key: Option<PublicKey>,
}

impl Walk {
    /// Entries that are sound so far.
    pub(super) fn entries(&self) -> u64 {
        self.entries
    }

    /// Checks the next entry of the ledger, and returns its body.
    pub(super) fn step(&mut self, stored: &StoredEntry) -> Result<EntryBody, Stop> {
        let expected = self.position + 1;
        if stored.position != expected {
            return Err(VerifyError::PositionMissing { position: expected }.into());
        }
        self.position = expected;
        self.check(expected, &stored.entry)
    }

    /// Checks an entry that follows the one before.
    pub(super) fn check(&mut self, position: i64, entry: &Entry) -> Result<EntryBody, Stop> {
        let body = self
            .checker
            .push(entry)
            .map_err(|violation| VerifyError::Entry {
                position,
                entry: EntryName::of(entry),
                violation: Box::new(violation),
            })?;
        if let Some(opened) = body.opening() {
            self.key = Some(opened.public_key);
        }
        self.entries += 1;
        self.head = Some(entry.head());
        self.last = Some(EntryName::of(entry));
        self.line = position;
        Ok(body)
    }

    /// Whether the last entry repeats one of an earlier epoch.
    pub(super) fn is_replay(&self) -> bool {
        self.checker.is_repeated()
    }

    /// Whether the log may end with the last entry.
    pub(super) fn check_end(&self) -> Result<(), Stop> {
        match (self.checker.finish(), &self.last) {
            (Err(violation), Some(entry)) => Err(VerifyError::Entry {
                position: self.line,
                entry: entry.clone(),
                violation: Box::new(violation),
            }
            .into()),
            _ => Ok(()),
        }
    }

    /// Compares the end of the log: otherwise a log that lost its last entries would pass.
    pub(super) fn check_head(&self, expected: Option<Hash>) -> Result<(), Stop> {
        match expected {
            Some(expected) if self.head.is_none_or(|head| head.hash != expected) => {
                Err(VerifyError::OtherHead { expected }.into())
            }
            _ => Ok(()),
        }
    }

    /// Compares the key: otherwise a log that was completely rewritten with another key would pass.
    pub(super) fn check_key(&self, key: Option<&PublicKey>) -> Result<(), Stop> {
        match (key, &self.key) {
            (Some(expected), Some(found)) if expected != found => Err(VerifyError::OtherKey.into()),
            _ => Ok(()),
        }
    }

    /// The result. A damaged page is a finding; any other error is an error of this run.
    pub(super) fn finish(self, outcome: Result<(), Stop>) -> Result<Verification, LedgerError> {
        let error = match outcome {
            Ok(()) => None,
            Err(Stop::VerifyError(error)) => Some(error),
            Err(Stop::Ledger(error @ LedgerError::Corrupted { .. })) => {
                Some(Box::new(VerifyError::File(error)))
            }
            Err(Stop::Ledger(error)) => return Err(error),
        };
        Ok(Verification {
            entries: self.entries,
            head: self.head,
            error,
        })
    }
}
