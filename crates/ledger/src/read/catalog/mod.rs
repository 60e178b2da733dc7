//! The catalog: products by code and id, by words, and as a list.

mod list;
mod lookup;
mod search;

pub use list::ProductFilter;

/// A count as an integer for `SQLite`.
fn sql_count(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
