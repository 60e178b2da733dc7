//! Reading the entries of the log.

use std::io::Write;

use domain::hex::to_hex;
use domain::user::Permission;
use ledger::StoredEntry;

use crate::error::AppError;
use crate::register::Register;
use crate::view::EntryView;

impl Register {
    /// The last entries, the oldest of them first.
    pub fn ledger_tail(&self, count: u32) -> Result<Vec<EntryView>, AppError> {
        let entries = self.shop()?.ledger.tail(count)?;
        Ok(entries.iter().rev().map(view).collect())
    }

    /// Writes every entry, exactly as it was hashed and signed, one line of JSON each. Returns how
    /// many there are. They hold every sum of the shop, so it takes an owner.
    pub fn ledger_export(&self, out: &mut dyn Write) -> Result<u64, AppError> {
        let shop = self.shop()?;
        self.permit(&shop, Permission::ExportLedger)?;
        Ok(shop.ledger.export(out)?)
    }
}

fn view(stored: &StoredEntry) -> EntryView {
    let header = &stored.entry.header;
    EntryView {
        position: stored.position,
        seq: header.seq,
        entry_id: header.entry_id,
        kind: header.kind.as_str().to_owned(),
        recorded_at_ms: header.recorded_at_ms,
        hash: to_hex(&stored.entry.hash.0),
    }
}
