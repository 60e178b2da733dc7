//! The staging tables: created like the live ones, filled beside them, and then swapped in.

use rusqlite::{Connection, OptionalExtension};

use super::{ProductTables, StoredProduct, read_stored};
use crate::error::LedgerError;

/// The pair that was live before, until its pages are freed.
const FORMER: [&str; 2] = ["products_former", "product_words_former"];

/// Which of the live products that are missing in the staging tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Missing {
    /// The ones that were sold on this register.
    Sold,
    /// All of them.
    All,
}

const MISSING_ALL: &str = "SELECT p.* FROM products AS p
     WHERE p.product_no > ?1
         AND NOT EXISTS (SELECT 1 FROM products_next AS n WHERE n.product_id = p.product_id)
     ORDER BY p.product_no LIMIT 500";

const MISSING_SOLD: &str = "SELECT p.* FROM products AS p
     WHERE p.product_no > ?1
         AND NOT EXISTS (SELECT 1 FROM products_next AS n WHERE n.product_id = p.product_id)
         AND EXISTS (SELECT 1 FROM transaction_items AS i WHERE i.product_id = p.product_id)
     ORDER BY p.product_no LIMIT 500";

/// Rows that one step of [`shrink`] deletes.
const ROWS_AT_ONCE: u32 = 500;

/// Does one small step towards dropping the pairs that are not live; returns whether there is more
/// to do. Dropping a whole catalog at once would read each of its pages while a sale waits.
pub(crate) fn shrink(connection: &Connection) -> Result<bool, LedgerError> {
    let staging = ProductTables::Staging.sql();
    for [products, words] in [FORMER, [staging.products, staging.words]] {
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
            |row| row.get("name"),
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

/// Makes the empty staging pair from the definitions of the live pair, so that a later migration of
/// the live pair changes this one, too.
pub(crate) fn create(connection: &Connection) -> Result<(), LedgerError> {
    let (live, staging) = (ProductTables::Live.sql(), ProductTables::Staging.sql());
    let products = definition(connection, live.products)?;
    let (name, columns) = (staging.products, from_bracket(&products)?);
    connection.execute_batch(&format!("CREATE TABLE {name} {columns} STRICT"))?;
    for (index, sql) in indexes(connection, live.products)? {
        let (index, columns) = (other_name(&index), index_columns(&sql)?);
        connection.execute_batch(&format!("CREATE INDEX {index} ON {name} {columns}"))?;
    }
    let words = definition(connection, live.words)?;
    let (name, options) = (staging.words, from_bracket(&words)?);
    connection.execute_batch(&format!("CREATE VIRTUAL TABLE {name} USING fts5 {options}"))?;
    Ok(())
}

/// Puts the filled staging pair in place by renaming tables, without touching a row.
pub(crate) fn exchange(connection: &Connection) -> Result<(), LedgerError> {
    let (live, staging) = (ProductTables::Live.sql(), ProductTables::Staging.sql());
    let [former_products, former_words] = FORMER;
    for (live, staging, former) in [
        (live.products, staging.products, former_products),
        (live.words, staging.words, former_words),
    ] {
        connection.execute_batch(&format!(
            "ALTER TABLE {live} RENAME TO {former}; ALTER TABLE {staging} RENAME TO {live};"
        ))?;
    }
    Ok(())
}

/// Live products after a number that are not in the staging tables, up to 500.
pub(crate) fn missing_after(
    connection: &Connection,
    which: Missing,
    number: i64,
) -> Result<Vec<StoredProduct>, LedgerError> {
    let sql = match which {
        Missing::Sold => MISSING_SOLD,
        Missing::All => MISSING_ALL,
    };
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([number], read_stored)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Name and definition of the indexes of a table.
fn indexes(connection: &Connection, table: &str) -> Result<Vec<(String, String)>, LedgerError> {
    let mut statement = connection.prepare(
        "SELECT name, sql FROM sqlite_schema
         WHERE type = 'index' AND tbl_name = ?1 AND sql IS NOT NULL",
    )?;
    let rows = statement.query_map([table], |row| Ok((row.get("name")?, row.get("sql")?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn definition(connection: &Connection, table: &'static str) -> Result<String, LedgerError> {
    connection
        .query_row(
            "SELECT sql FROM sqlite_schema WHERE name = ?1",
            [table],
            |row| row.get("sql"),
        )
        .optional()?
        .ok_or(LedgerError::Unreadable { column: table })
}

/// The outer brackets of a definition, with their content.
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

/// Names of indexes are unique in a file, and an index cannot be renamed: the pairs alternate
/// between two names.
fn other_name(name: &str) -> String {
    match name.strip_suffix("_turned") {
        Some(plain) => plain.to_owned(),
        None => format!("{name}_turned"),
    }
}
