//! Values as `SQLite` keeps them: signed 64-bit integers, ISO dates, codes, JSON. Columns are read
//! by name.

use chrono::NaiveDate;
use domain::Code;
use domain::money::Cents;
use rusqlite::types::{FromSqlError, Type};
use serde::de::DeserializeOwned;

use super::columns::NamedColumns;

/// An amount.
pub(crate) fn cents(row: &impl NamedColumns, column: &str) -> rusqlite::Result<Cents> {
    let value: i64 = row.get(column)?;
    Cents::new(value).map_err(|_| out_of_range(row, column, value))
}

/// An amount that may be absent.
pub(crate) fn optional_cents(
    row: &impl NamedColumns,
    column: &str,
) -> rusqlite::Result<Option<Cents>> {
    match row.get::<Option<i64>>(column)? {
        None => Ok(None),
        Some(value) => Cents::new(value)
            .map(Some)
            .map_err(|_| out_of_range(row, column, value)),
    }
}

/// A number that counts up from 0.
pub(crate) fn unsigned(row: &impl NamedColumns, column: &str) -> rusqlite::Result<u64> {
    let value: i64 = row.get(column)?;
    u64::try_from(value).map_err(|_| out_of_range(row, column, value))
}

/// A count as `SQLite` keeps it. Counts never come near 2^63.
pub(crate) fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A day, `2026-11-22`.
pub(crate) fn date(row: &impl NamedColumns, column: &str) -> rusqlite::Result<NaiveDate> {
    let text: String = row.get(column)?;
    text.parse().map_err(|error| unreadable(row, column, error))
}

/// A value that is kept under its code, such as a status or a method.
pub(crate) fn from_code<T: Code>(row: &impl NamedColumns, column: &str) -> rusqlite::Result<T> {
    let code: String = row.get(column)?;
    T::from_code(&code).ok_or_else(|| unknown_code(row, column, code))
}

/// The error of a code that this program does not know.
pub(crate) fn unknown_code(row: &impl NamedColumns, column: &str, code: String) -> rusqlite::Error {
    unreadable(row, column, UnknownCode(code))
}

#[derive(Debug, thiserror::Error)]
#[error("the code {0} is not known")]
struct UnknownCode(String);

/// A JSON document.
pub(crate) fn from_json<T: DeserializeOwned>(
    row: &impl NamedColumns,
    column: &str,
) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| unreadable(row, column, error))
}

/// A JSON document that may be absent.
pub(crate) fn optional_json<T: DeserializeOwned>(
    row: &impl NamedColumns,
    column: &str,
) -> rusqlite::Result<Option<T>> {
    match row.get::<Option<String>>(column)? {
        None => Ok(None),
        Some(_) => from_json(row, column).map(Some),
    }
}

fn out_of_range(row: &impl NamedColumns, column: &str, value: i64) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(
        row.index(column).unwrap_or(0),
        Type::Integer,
        Box::new(FromSqlError::OutOfRange(value)),
    )
}

fn unreadable(
    row: &impl NamedColumns,
    column: &str,
    error: impl std::error::Error + Send + Sync + 'static,
) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(
        row.index(column).unwrap_or(0),
        Type::Text,
        Box::new(error),
    )
}
