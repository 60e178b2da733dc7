//! Reads the columns of a row into the types that the rest of the server uses.

use domain::Code;
use domain::entry::Hash;
use domain::money::Cents;
use tokio_postgres::Row;

use crate::database::DatabaseError;

/// Columns whose values are narrower than their type in PostgreSQL.
pub(super) trait ReadColumn {
    /// A column of exactly `N` bytes.
    fn bytes<const N: usize>(&self, column: &'static str) -> Result<[u8; N], DatabaseError>;

    /// A column of exactly `N` bytes, or null.
    fn bytes_opt<const N: usize>(
        &self,
        column: &'static str,
    ) -> Result<Option<[u8; N]>, DatabaseError>;

    /// A number that is never below zero.
    fn unsigned(&self, column: &'static str) -> Result<u64, DatabaseError>;

    /// An amount, or null.
    fn cents_opt(&self, column: &'static str) -> Result<Option<Cents>, DatabaseError>;

    /// The value of an enum that is stored by its code.
    fn code<T: Code>(&self, column: &'static str) -> Result<T, DatabaseError>;

    fn hash(&self, column: &'static str) -> Result<Hash, DatabaseError> {
        self.bytes(column).map(Hash)
    }
}

impl ReadColumn for Row {
    fn bytes<const N: usize>(&self, column: &'static str) -> Result<[u8; N], DatabaseError> {
        self.bytes_opt(column)?.ok_or(unreadable(column))
    }

    fn bytes_opt<const N: usize>(
        &self,
        column: &'static str,
    ) -> Result<Option<[u8; N]>, DatabaseError> {
        let bytes: Option<&[u8]> = self.try_get(column)?;
        bytes
            .map(|bytes| bytes.try_into().map_err(|_| unreadable(column)))
            .transpose()
    }

    fn unsigned(&self, column: &'static str) -> Result<u64, DatabaseError> {
        u64::try_from(self.try_get::<_, i64>(column)?).map_err(|_| unreadable(column))
    }

    fn cents_opt(&self, column: &'static str) -> Result<Option<Cents>, DatabaseError> {
        let value: Option<i64> = self.try_get(column)?;
        value
            .map(Cents::new)
            .transpose()
            .map_err(|_| unreadable(column))
    }

    fn code<T: Code>(&self, column: &'static str) -> Result<T, DatabaseError> {
        T::from_code(self.try_get(column)?).ok_or(unreadable(column))
    }
}

pub(super) const fn unreadable(column: &'static str) -> DatabaseError {
    DatabaseError::Unreadable { column }
}

/// A seq as PostgreSQL stores it.
pub(super) fn stored_seq(seq: u64) -> Result<i64, DatabaseError> {
    i64::try_from(seq).map_err(|_| DatabaseError::OutOfRange { what: "a seq" })
}
