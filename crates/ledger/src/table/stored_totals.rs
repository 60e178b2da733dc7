//! Running totals as they are stored: JSON, with the version of its shape beside it.
//!
//! Totals are a fold of entries. When the shape of [`ShiftTotals`] changes, stored totals of the
//! old shape are folded again from the entries, so that a program never has to read the shape of
//! another one.

use domain::shift_totals::{SHAPE_VERSION, ShiftTotals};
use rusqlite::Row;

/// Totals in their stored form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum StoredTotals {
    /// They are of the current shape.
    Current(Box<ShiftTotals>),
    /// They are of another shape, or unreadable: they must be folded again.
    Stale,
}

/// Reads the columns `totals` and `totals_shape`.
pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<StoredTotals> {
    let (json, shape): (String, u32) = (row.get("totals")?, row.get("totals_shape")?);
    if shape != SHAPE_VERSION {
        return Ok(StoredTotals::Stale);
    }
    Ok(
        serde_json::from_str(&json).map_or(StoredTotals::Stale, |totals| {
            StoredTotals::Current(Box::new(totals))
        }),
    )
}
