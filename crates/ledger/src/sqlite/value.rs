//! Values as `SQLite` keeps them: signed 64-bit integers, ISO dates, codes.

use chrono::NaiveDate;
use domain::money::Cents;
use rusqlite::{
    Row,
    types::{FromSqlError, Type},
};

/// An amount.
pub(crate) fn cents(row: &Row<'_>, column: usize) -> rusqlite::Result<Cents> {
    let value: i64 = row.get(column)?;
    Cents::new(value).map_err(|_| out_of_range(column, value))
}

/// An amount that may be absent.
pub(crate) fn optional_cents(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Cents>> {
    match row.get::<_, Option<i64>>(column)? {
        None => Ok(None),
        Some(value) => Cents::new(value)
            .map(Some)
            .map_err(|_| out_of_range(column, value)),
    }
}

/// A number that counts up from 0.
pub(crate) fn unsigned(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let value: i64 = row.get(column)?;
    u64::try_from(value).map_err(|_| out_of_range(column, value))
}

/// A count as `SQLite` keeps it. None of ours comes near 2^63.
pub(crate) fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A day, `2026-11-22`.
pub(crate) fn date(row: &Row<'_>, column: usize) -> rusqlite::Result<NaiveDate> {
    let text: String = row.get(column)?;
    text.parse().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
    })
}

/// A value that is kept under its serde code, such as a status or a method.
pub(crate) fn from_code<T: serde::de::DeserializeOwned>(
    row: &Row<'_>,
    column: usize,
) -> rusqlite::Result<T> {
    let code: String = row.get(column)?;
    serde_json::from_value(serde_json::Value::String(code)).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
    })
}

/// The serde code of a plain enum.
pub(crate) fn to_code<T: serde::Serialize>(value: &T) -> Result<String, serde_json::Error> {
    match serde_json::to_value(value)? {
        serde_json::Value::String(code) => Ok(code),
        other => Ok(other.to_string()),
    }
}

/// A JSON document.
pub(crate) fn from_json<T: serde::de::DeserializeOwned>(
    row: &Row<'_>,
    column: usize,
) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
    })
}

fn out_of_range(column: usize, value: i64) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(
        column,
        Type::Integer,
        Box::new(FromSqlError::OutOfRange(value)),
    )
}
