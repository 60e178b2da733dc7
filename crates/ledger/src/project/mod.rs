//! The tables that are folded from the log. Dropping them and folding again gives the same rows.

pub(crate) mod cold;
pub(crate) mod hot;
pub(crate) mod replayed;
pub(crate) mod totals;

use domain::entry::EntryBody;

use crate::table::entries::StoredEntry;

/// A folded table and the key that orders its rows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) key: &'static str,
    /// The columns that come from the log.
    pub(crate) columns: &'static str,
    /// The rows that come from the log.
    pub(crate) rows: &'static str,
}

const fn table(name: &'static str, key: &'static str) -> Table {
    Table {
        name,
        key,
        columns: "*",
        rows: "true",
    }
}

/// Folded in the commit.
pub(crate) const HOT_TABLES: [Table; 5] = [
    table("epochs", "first_position"),
    Table {
        columns: "position",
        rows: "feed_seq IS NULL",
        ..table("store_versions", "position")
    },
    table("shifts", "shift_no"),
    table("transactions", "position"),
    table("receipt_copies", "transaction_id"),
];

/// Folded in the commit, too. Once the register is enrolled, they hold the server's state with own
/// changes on top, and can no longer be folded from the log.
pub(crate) const FEED_TABLES: [Table; 2] =
    [table("users", "user_id"), table("products", "product_no")];

/// Folded after the commit.
pub(crate) const COLD_TABLES: [Table; 5] = [
    table("transaction_items", "position, line"),
    table("payments", "position, line"),
    table("stock_movements", "position, line"),
    table("stock_levels", "product_id"),
    table("daily_totals", "business_date"),
];

/// The body of an entry; `None` when it does not decode. Then the entry stays raw, `verify` names
/// it, and the fold goes on (Promise 5).
pub(crate) fn decode(stored: &StoredEntry) -> Option<EntryBody> {
    let header = &stored.entry.header;
    match EntryBody::decode(&header.kind, header.version, &stored.entry.body) {
        Ok(body) => Some(body),
        Err(error) => {
            log::error!("entry {} is not folded: {error}", header.entry_id);
            None
        }
    }
}
