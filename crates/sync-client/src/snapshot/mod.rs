//! The snapshot: fetched into a file, however often the connection breaks, then read row by row.

mod fetch;
mod read;

pub use fetch::{FetchError, forget};
pub use read::{SnapshotError, SnapshotReader};
