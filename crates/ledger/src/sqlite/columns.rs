//! Columns by name.

use std::cell::Cell;

use rusqlite::Row;
use rusqlite::types::FromSql;

/// A row whose columns are read by name.
pub(crate) trait NamedColumns {
    /// The value of a column.
    fn get<T: FromSql>(&self, column: &str) -> rusqlite::Result<T>;

    /// The index of a column in the query.
    fn index(&self, column: &str) -> rusqlite::Result<usize>;
}

impl NamedColumns for Row<'_> {
    fn get<T: FromSql>(&self, column: &str) -> rusqlite::Result<T> {
        Row::get(self, column)
    }

    fn index(&self, column: &str) -> rusqlite::Result<usize> {
        self.as_ref().column_index(column)
    }
}

/// A row that is read in the order of its query.
///
/// `SQLite` returns names one by one, so finding a column compares half of them on average. With a
/// dozen columns that takes longer than reading the row. Here the search starts after the last
/// found column. Reading in another order is slower but also correct.
pub(crate) struct InOrder<'r, 's> {
    row: &'r Row<'s>,
    next: Cell<usize>,
}

impl<'r, 's> InOrder<'r, 's> {
    pub(crate) fn of(row: &'r Row<'s>) -> Self {
        let next = Cell::new(0);
        Self { row, next }
    }
}

impl NamedColumns for InOrder<'_, '_> {
    fn get<T: FromSql>(&self, column: &str) -> rusqlite::Result<T> {
        self.row.get(self.index(column)?)
    }

    fn index(&self, column: &str) -> rusqlite::Result<usize> {
        let statement = self.row.as_ref();
        let next = self.next.get();
        let mut onwards = next..statement.column_count();
        let found = onwards.find(|index| statement.column_name(*index) == Ok(column));
        let index = match found {
            Some(index) => index,
            None => self.row.index(column)?,
        };
        self.next.set(index + 1);
        Ok(index)
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    type Read = rusqlite::Result<(i64, i64, i64)>;

    fn read(query: &str, read: impl Fn(&InOrder<'_, '_>) -> Read) -> Read {
        let connection = Connection::open_in_memory()?;
        connection.query_row(query, [], |row| read(&InOrder::of(row)))
    }

    #[test]
    fn names_count_and_the_order_does_not() {
        let in_order = |row: &InOrder<'_, '_>| Ok((row.get("a")?, row.get("b")?, row.get("c")?));
        assert_eq!(
            read("SELECT 1 AS a, 2 AS b, 3 AS c", in_order),
            Ok((1, 2, 3))
        );
        assert_eq!(
            read("SELECT 3 AS c, 1 AS a, 2 AS b", in_order),
            Ok((1, 2, 3))
        );
        assert_eq!(
            read("SELECT 0 AS x, 1 AS a, 3 AS c, 2 AS b", in_order),
            Ok((1, 2, 3))
        );
        let twice = |row: &InOrder<'_, '_>| Ok((row.get("b")?, row.get("b")?, row.get("a")?));
        assert_eq!(read("SELECT 1 AS a, 2 AS b", twice), Ok((2, 2, 1)));
    }

    #[test]
    fn a_column_that_is_not_there_is_an_error() {
        let missing = |row: &InOrder<'_, '_>| Ok((row.get("a")?, row.get("b")?, row.get("c")?));
        let error = read("SELECT 1 AS a, 2 AS b", missing);
        assert_eq!(
            error,
            Err(rusqlite::Error::InvalidColumnName("c".to_owned()))
        );
    }
}
