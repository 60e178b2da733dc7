//! Values as `SQLite` keeps them: signed 64-bit integers, ISO dates, codes, JSON. Columns are read
//! by name.

use chrono::NaiveDate;
use domain::Code;
use domain::money::Cents;
use rusqlite::Row;
use rusqlite::types::{FromSqlError, Type};
use serde::de::DeserializeOwned;

/// An amount.
pub(crate) fn cents(row: &Row<'_>, column: &str) -> rusqlite::Result<Cents> {
    let value: i64 = row.get(column)?;
    Cents::new(value).map_err(|_| out_of_range(row, column, value))
}

/// An amount that may be absent.
pub(crate) fn optional_cents(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Cents>> {
    match row.get::<_, Option<i64>>(column)? {
        None => Ok(None),
        Some(value) => Cents::new(value)
            .map(Some)
            .map_err(|_| out_of_range(row, column, value)),
    }
}

/// A number that counts up from 0.
pub(crate) fn unsigned(row: &Row<'_>, column: &str) -> rusqlite::Result<u64> {
    let value: i64 = row.get(column)?;
    u64::try_from(value).map_err(|_| out_of_range(row, column, value))
}

/// A count as `SQLite` keeps it. None of ours comes near 2^63.
pub(crate) fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A day, `2026-11-22`.
pub(crate) fn date(row: &Row<'_>, column: &str) -> rusqlite::Result<NaiveDate> {
    let text: String = row.get(column)?;
    text.parse().map_err(|error| unreadable(row, column, error))
}

/// A value that is kept under its code, such as a status or a method.
pub(crate) fn from_code<T: Code>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    let code: String = row.get(column)?;
    T::from_code(&code).ok_or_else(|| unknown_code(row, column, code))
}

/// The error of a code that this program does not know.
pub(crate) fn unknown_code(row: &Row<'_>, column: &str, code: String) -> rusqlite::Error {
    unreadable(row, column, UnknownCode(code))
}

#[derive(Debug, thiserror::Error)]
#[error("the code {0} is not known")]
struct UnknownCode(String);

/// A JSON document.
pub(crate) fn from_json<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| unreadable(row, column, error))
}

/// A JSON document that may be absent.
pub(crate) fn optional_json<T: DeserializeOwned>(
    row: &Row<'_>,
    column: &str,
) -> rusqlite::Result<Option<T>> {
    match row.get::<_, Option<String>>(column)? {
        None => Ok(None),
        Some(_) => from_json(row, column).map(Some),
    }
}

fn out_of_range(row: &Row<'_>, column: &str, value: i64) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(
        index(row, column),
        Type::Integer,
        Box::new(FromSqlError::OutOfRange(value)),
    )
}

fn unreadable(
    row: &Row<'_>,
    column: &str,
    error: impl std::error::Error + Send + Sync + 'static,
) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(index(row, column), Type::Text, Box::new(error))
}

fn index(row: &Row<'_>, column: &str) -> usize {
    row.as_ref().column_index(column).unwrap_or(0)
}
