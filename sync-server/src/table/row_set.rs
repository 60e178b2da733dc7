//! Many rows in one statement: a column is an array, and `unnest` makes rows of the arrays.

use std::fmt::Write as _;

use chrono::NaiveDate;
use serde_json::Value;
use tokio_postgres::Row;
use tokio_postgres::types::{Json, ToSql};
use uuid::Uuid;

use crate::database::{DatabaseError, DbTransaction};

/// A type that one value of a column can have.
pub(super) trait SqlValue: ToSql + Sync + Send {
    /// The name of the type in PostgreSQL.
    const TYPE: &'static str;
}

macro_rules! sql_values {
    ($($rust:ty => $sql:literal),* $(,)?) => {
        $(impl SqlValue for $rust { const TYPE: &'static str = $sql; })*
    };
}

sql_values! {
    Uuid => "uuid",
    bool => "boolean",
    i16 => "smallint",
    i32 => "integer",
    i64 => "bigint",
    &str => "text",
    &[u8] => "bytea",
    NaiveDate => "date",
    Value => "jsonb",
}

impl<T: SqlValue> SqlValue for Option<T> {
    const TYPE: &'static str = T::TYPE;
}

impl<T: serde::Serialize + std::fmt::Debug + Sync + Send> SqlValue for Json<T> {
    const TYPE: &'static str = "jsonb";
}

/// Rows of one organization that are written by one statement.
pub(super) struct RowSet<'r, R> {
    rows: &'r [R],
    /// Values that all rows share.
    shared: Vec<(&'static str, &'r (dyn ToSql + Sync))>,
    columns: Vec<Column<'r>>,
}

struct Column<'r> {
    name: &'static str,
    sql_type: &'static str,
    values: Box<dyn ToSql + Sync + Send + 'r>,
}

impl<'r, R> RowSet<'r, R> {
    pub(super) fn new(rows: &'r [R]) -> Self {
        Self {
            rows,
            shared: Vec::new(),
            columns: Vec::new(),
        }
    }

    /// A column that has the same value in all rows.
    pub(super) fn shared(mut self, name: &'static str, value: &'r (dyn ToSql + Sync)) -> Self {
        self.shared.push((name, value));
        self
    }

    /// A column with its own value in each row.
    pub(super) fn column<T: SqlValue + 'r>(
        mut self,
        name: &'static str,
        value: impl Fn(&'r R) -> T,
    ) -> Self {
        let values: Vec<T> = self.rows.iter().map(value).collect();
        self.columns.push(Column {
            name,
            sql_type: T::TYPE,
            values: Box::new(values),
        });
        self
    }

    /// Inserts the rows; returns how many were written. `clause` follows the statement.
    pub(super) async fn insert(
        self,
        transaction: &DbTransaction,
        table: &'static str,
        clause: &'static str,
    ) -> Result<u64, DatabaseError> {
        if self.rows.is_empty() {
            return Ok(0);
        }
        let sql = self.insert_sql(table, clause);
        let (shared, columns) = (self.shared, self.columns);
        let organization_id = transaction.organization_id();
        transaction
            .execute(&sql, &parameters(&organization_id, &shared, &columns))
            .await
    }

    /// Inserts the rows; returns the rows that `clause` returns.
    pub(super) async fn insert_returning(
        self,
        transaction: &DbTransaction,
        table: &'static str,
        clause: &'static str,
    ) -> Result<Vec<Row>, DatabaseError> {
        if self.rows.is_empty() {
            return Ok(Vec::new());
        }
        let sql = self.insert_sql(table, clause);
        let (shared, columns) = (self.shared, self.columns);
        let organization_id = transaction.organization_id();
        transaction
            .query(&sql, &parameters(&organization_id, &shared, &columns))
            .await
    }

    /// Updates the rows that are found by the shared columns and by `key`; all other columns are
    /// set. `clause` restricts the update further.
    pub(super) async fn update(
        self,
        transaction: &DbTransaction,
        table: &'static str,
        key: &'static str,
        clause: &'static str,
    ) -> Result<u64, DatabaseError> {
        if self.rows.is_empty() {
            return Ok(0);
        }
        let sql = self.update_sql(table, key, clause);
        let (shared, columns) = (self.shared, self.columns);
        let organization_id = transaction.organization_id();
        transaction
            .execute(&sql, &parameters(&organization_id, &shared, &columns))
            .await
    }

    fn insert_sql(&self, table: &str, clause: &str) -> String {
        let shared_names = self.shared.iter().map(|(name, _)| *name);
        let names: Vec<&str> = ["organization_id"]
            .into_iter()
            .chain(shared_names)
            .chain(self.columns.iter().map(|column| column.name))
            .collect();
        let values: Vec<String> = (1..=self.shared.len() + 1)
            .map(|number| format!("${number}"))
            .collect();
        format!(
            "insert into {table} ({}) select {}, given.* from {} {clause}",
            names.join(", "),
            values.join(", "),
            self.unnest()
        )
    }

    fn update_sql(&self, table: &str, key: &str, clause: &str) -> String {
        let changed = self.columns.iter().filter(|column| column.name != key);
        let changes: Vec<String> = changed
            .map(|column| format!("{0} = given.{0}", column.name))
            .collect();
        let mut sql = format!(
            "update {table} set {}, updated_at = now() from {} \
             where {table}.organization_id = $1 and {table}.{key} = given.{key}",
            changes.join(", "),
            self.unnest()
        );
        for (number, (name, _)) in (2..).zip(&self.shared) {
            // Writing into a String cannot fail.
            let _infallible = write!(sql, " and {table}.{name} = ${number}");
        }
        sql + " " + clause
    }

    /// The arrays as a table with the names of the columns.
    fn unnest(&self) -> String {
        let first = self.shared.len() + 2;
        let arrays: Vec<String> = (first..)
            .zip(&self.columns)
            .map(|(number, column)| format!("${number}::{}[]", column.sql_type))
            .collect();
        let names: Vec<&str> = self.columns.iter().map(|column| column.name).collect();
        format!(
            "unnest({}) as given ({})",
            arrays.join(", "),
            names.join(", ")
        )
    }
}

fn parameters<'p>(
    organization_id: &'p Uuid,
    shared: &'p [(&'static str, &'p (dyn ToSql + Sync))],
    columns: &'p [Column<'p>],
) -> Vec<&'p (dyn ToSql + Sync)> {
    let mut parameters: Vec<&(dyn ToSql + Sync)> = vec![organization_id];
    parameters.extend(shared.iter().map(|(_, value)| *value));
    for column in columns {
        parameters.push(&*column.values);
    }
    parameters
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::RowSet;

    #[test]
    fn the_statement_names_each_column_with_its_type() {
        let rows = [(Uuid::nil(), Some("a")), (Uuid::nil(), None)];
        let register_id = Uuid::nil();
        let set = RowSet::new(&rows)
            .shared("register_id", &register_id)
            .column("item_id", |row| row.0)
            .column("note", |row| row.1);
        assert_eq!(
            set.insert_sql("items", "on conflict do nothing"),
            "insert into items (organization_id, register_id, item_id, note) \
             select $1, $2, given.* from unnest($3::uuid[], $4::text[]) as given (item_id, note) \
             on conflict do nothing"
        );
        assert_eq!(
            set.update_sql("items", "item_id", "and items.note is null"),
            "update items set note = given.note, updated_at = now() \
             from unnest($3::uuid[], $4::text[]) as given (item_id, note) \
             where items.organization_id = $1 and items.item_id = given.item_id \
             and items.register_id = $2 and items.note is null"
        );
    }
}
