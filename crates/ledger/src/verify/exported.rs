//! The same checks on an exported file, without a ledger: for an auditor.

use std::io::BufRead;

use domain::entry::{ExportedEntry, Hash, PublicKey};

use super::walk::Walk;
use super::{Stop, Verification, VerifyError};
use crate::error::LedgerError;

/// Checks an export line by line. With `key`, the last epoch must be signed by that key. With
/// `head`, the last entry must have that hash; without it, lines that are missing at the end are
/// not noticed. An empty last line is allowed.
pub fn verify_export(
    lines: impl BufRead,
    key: Option<&PublicKey>,
    head: Option<Hash>,
    watch: &mut dyn FnMut(u64),
) -> Result<Verification, LedgerError> {
    let mut walk = Walk::default();
    let outcome = check_lines(lines, &mut walk, watch).and_then(|()| {
        if walk.entries() == 0 {
            return Err(VerifyError::Empty.into());
        }
        walk.check_end()?;
        walk.check_key(key)?;
        walk.check_head(head)
    });
    walk.finish(outcome)
}

fn check_lines(
    lines: impl BufRead,
    walk: &mut Walk,
    watch: &mut dyn FnMut(u64),
) -> Result<(), Stop> {
    for (number, line) in (1_i64..).zip(lines.lines()) {
        let line = line.map_err(|error| VerifyError::Unreadable {
            line: number,
            error,
        })?;
        if line.is_empty() {
            continue;
        }
        let entry = ExportedEntry::from_line(&line).map_err(|error| VerifyError::Line {
            line: number,
            error,
        })?;
        walk.check(number, &entry)?;
        watch(walk.entries());
    }
    Ok(())
}
