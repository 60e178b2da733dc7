//! Rows of the feed in the shape of an older protocol.
//!
//! The server keeps every row in its newest shape. Rows are strict, so even a new field is another
//! shape, and another shape is a new protocol. When a new protocol changes the shape of an entity,
//! [`SHAPE_CHANGES`] gets a function that writes the row in the shape of the protocol before.
//! Registers that are not updated yet then keep reading prices. A row without an older shape (a new
//! entity, a new status) is sent unchanged: an old register notes such a row, and reads it after
//! its own upgrade.

use domain::feed::{FeedChange, FeedRow};
use serde_json::Value;

/// A protocol that changed the shape of rows.
#[derive(Debug, Clone, Copy)]
pub struct ShapeChange {
    /// The first protocol with the new shape.
    pub since: u32,
    /// Turns the JSON of an entity into the shape that the protocol before `since` had.
    pub to_older: fn(Value) -> Value,
}

/// Every change of shape, the newest first. There was none yet.
pub const SHAPE_CHANGES: &[ShapeChange] = &[];

/// The row in the shape of a protocol.
pub fn row_for_protocol(protocol: u32, row: FeedRow) -> FeedRow {
    row_with_changes(SHAPE_CHANGES, protocol, row)
}

/// The row in the shape of a protocol, for any list of changes, the newest first.
pub fn row_with_changes(changes: &[ShapeChange], protocol: u32, row: FeedRow) -> FeedRow {
    let newer = changes.iter().filter(|change| change.since > protocol);
    let mut newer = newer.peekable();
    if newer.peek().is_none() {
        return row;
    }
    // A row that cannot be written as JSON could not be sent in any shape.
    let Ok(json) = serde_json::to_value(&row.change) else {
        return row;
    };
    let json = newer.fold(json, |json, change| (change.to_older)(json));
    FeedRow {
        change: FeedChange::from_json(json),
        ..row
    }
}
