//! The second pair of tables: made like the one in use, filled beside it, and put in its place.

use rusqlite::{Connection, OptionalExtension};

use crate::{catalog::Shelf, error::LedgerError};

/// The pair that was in use before, until its pages are given back.
const FORMER: [&str; 2] = ["products_former", "product_words_former"];

/// Rows that one step of [`shrink`] deletes.
const ROWS_AT_ONCE: u32 = 500;

/// Does one small step towards dropping the pairs that are not in use, and returns whether there is
/// more to do. Dropping a whole catalog at once would read each of its pages while a sale waits.
pub(crate) fn shrink(connection: &Connection) -> Result<bool, LedgerError> {
    let next = [Shelf::Next.products(), Shelf::Next.words()];
    for [products, words] in [FORMER, next] {
        if drop_an_index(connection, products)?
            || delete_rows(connection, products)?
            || delete_rows(connection, &format!("{words}_data"))?
            || delete_rows(connection, &format!("{words}_docsize"))?
        {
            return Ok(true);
        }
        for table in [words, products] {
            connection.execute_batch(&format!("DROP TABLE IF EXISTS {table}"))?;
        }
    }
    Ok(false)
}

fn drop_an_index(connection: &Connection, table: &str) -> Result<bool, LedgerError> {
    let index: Option<String> = connection
        .query_row(
            "SELECT name FROM sqlite_schema
             WHERE type = 'index' AND tbl_name = ?1 AND sql IS NOT NULL LIMIT 1",
            [table],
            |row| row.get(0),
        )
        .optional()?;
    if let Some(index) = &index {
        connection.execute_batch(&format!("DROP INDEX {index}"))?;
    }
    Ok(index.is_some())
}

fn delete_rows(connection: &Connection, table: &str) -> Result<bool, LedgerError> {
    if !connection.table_exists(None, table)? {
        return Ok(false);
    }
    let deleted = connection.execute(
        &format!("DELETE FROM {table} WHERE rowid IN (SELECT rowid FROM {table} LIMIT ?1)"),
        [ROWS_AT_ONCE],
    )?;
    Ok(deleted > 0)
}

/// Makes the empty pair, from the definitions of the pair in use: a later migration of that one
/// changes this one, too.
pub(crate) fn create(connection: &Connection) -> Result<(), LedgerError> {
    let products = definition(connection, Shelf::InUse.products())?;
    let columns = from_bracket(&products)?;
    let next = Shelf::Next.products();
    connection.execute_batch(&format!("CREATE TABLE {next} {columns} STRICT"))?;
    let indexes = connection
        .prepare(
            "SELECT name, sql FROM sqlite_schema
             WHERE type = 'index' AND tbl_name = ?1 AND sql IS NOT NULL",
        )?
        .query_map([Shelf::InUse.products()], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .collect::<Result<Vec<(String, String)>, _>>()?;
    for (name, sql) in indexes {
        let (name, columns) = (other_name(&name), index_columns(&sql)?);
        connection.execute_batch(&format!("CREATE INDEX {name} ON {next} {columns}"))?;
    }
    let words = definition(connection, Shelf::InUse.words())?;
    let (next, options) = (Shelf::Next.words(), from_bracket(&words)?);
    connection.execute_batch(&format!("CREATE VIRTUAL TABLE {next} USING fts5 {options}"))?;
    Ok(())
}

/// Puts the filled pair in place: names change, no row is touched.
pub(crate) fn exchange(connection: &Connection) -> Result<(), LedgerError> {
    for (in_use, next, former) in [
        (Shelf::InUse.products(), Shelf::Next.products(), FORMER[0]),
        (Shelf::InUse.words(), Shelf::Next.words(), FORMER[1]),
    ] {
        connection.execute_batch(&format!(
            "ALTER TABLE {in_use} RENAME TO {former}; ALTER TABLE {next} RENAME TO {in_use};"
        ))?;
    }
    Ok(())
}

fn definition(connection: &Connection, table: &'static str) -> Result<String, LedgerError> {
    connection
        .query_row(
            "SELECT sql FROM sqlite_schema WHERE name = ?1",
            [table],
            |row| row.get(0),
        )
        .optional()?
        .ok_or(LedgerError::Unreadable { column: table })
}

/// What stands in the outer brackets of a definition.
fn from_bracket(sql: &str) -> Result<&str, LedgerError> {
    let unreadable = LedgerError::Unreadable { column: "sql" };
    match (sql.find('('), sql.rfind(')')) {
        (Some(begin), Some(end)) => sql.get(begin..=end).ok_or(unreadable),
        _ => Err(unreadable),
    }
}

/// Columns and condition of an index.
fn index_columns(sql: &str) -> Result<&str, LedgerError> {
    let begin = sql
        .find('(')
        .ok_or(LedgerError::Unreadable { column: "sql" })?;
    Ok(sql.get(begin..).unwrap_or_default())
}

/// Names of indexes are unique in a file, and an index cannot be renamed: the two pairs take turns.
fn other_name(name: &str) -> String {
    match name.strip_suffix("_turned") {
        Some(plain) => plain.to_owned(),
        None => format!("{name}_turned"),
    }
}
