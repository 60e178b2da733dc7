//! The log as text: one line an entry, with the exact bytes that were hashed.

use std::io::Write;

use domain::entry::ExportedEntry;

use crate::error::LedgerError;
use crate::ledger::Ledger;

/// Entries that are read at once.
const PAGE: u32 = 200;

impl Ledger {
    /// Writes every entry as one line of JSON, in order, and returns how many there are. It reads
    /// in short pages: selling goes on meanwhile, and those sales are exported, too.
    pub fn export(&self, out: &mut dyn Write) -> Result<u64, LedgerError> {
        let mut position = 0;
        let mut count = 0;
        loop {
            let page = self.entries_after(position, PAGE)?;
            let Some(last) = page.last() else {
                out.flush().map_err(LedgerError::Output)?;
                return Ok(count);
            };
            position = last.position;
            for stored in &page {
                let line = ExportedEntry::to_line(&stored.entry).map_err(LedgerError::Export)?;
                writeln!(out, "{line}").map_err(LedgerError::Output)?;
                count += 1;
            }
        }
    }
}
