//! Products by words, as a cashier types them.

use std::{cmp::Reverse, collections::HashSet, sync::LazyLock};

use domain::catalog::{Product, ProductStatus, search_key};
use rusqlite::{Connection, Params, Row};

use super::{
    CatalogHit, lookup,
    product_row::{self, COLUMN_COUNT, COLUMNS},
};
use crate::{error::LedgerError, open::Ledger, query::reports};

/// Word matches that are looked at: ranking them all would take 188 ms of a million products.
const CANDIDATES: usize = 200;

/// Most hits one search gives.
const MAX_HITS: usize = 200;

/// Names that begin with what was typed, in the order of the alphabet.
pub(crate) static BY_NAME_PREFIX: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT {COLUMNS}, coalesce(s.level_thousandths, 0) FROM products AS p
         LEFT JOIN stock_levels AS s USING (product_id)
         WHERE p.name_key >= ?1 AND p.name_key < ?2 ORDER BY p.name_key LIMIT ?3"
    )
});

/// Products that have every typed word, or a word that begins with it.
pub(crate) static BY_WORDS: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT {COLUMNS}, coalesce(s.level_thousandths, 0)
         FROM (SELECT rowid AS number FROM product_words WHERE product_words MATCH ?1 LIMIT ?2)
         CROSS JOIN products AS p ON p.product_no = number
         LEFT JOIN stock_levels AS s USING (product_id)"
    )
});

/// A page of a category.
pub(crate) static BY_CATEGORY: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT {COLUMNS}, coalesce(s.level_thousandths, 0) FROM products AS p
         LEFT JOIN stock_levels AS s USING (product_id)
         WHERE p.category = ?1 ORDER BY p.name_key LIMIT ?2 OFFSET ?3"
    )
});

/// The category after another.
pub(crate) const NEXT_CATEGORY: &str = "SELECT category FROM products \
     WHERE category IS NOT NULL AND category > ?1 ORDER BY category LIMIT 1";

impl Ledger {
    /// Up to `limit` products for what was typed so far. First the one with exactly this code,
    /// then names that begin so, then products with all the words; inactive ones come last.
    pub fn product_search(&self, text: &str, limit: usize) -> Result<Vec<CatalogHit>, LedgerError> {
        let key = search_key(text);
        if key.is_empty() {
            return Ok(Vec::new());
        }
        let limit = limit.min(MAX_HITS);
        self.read(|connection| {
            let mut hits = Hits::default();
            if let Some(product) = lookup::by_code(connection, text)? {
                hits.push(with_stock(connection, product)?);
            }
            hits.extend(by_name_prefix(connection, &key, limit)?);
            if hits.found.len() < limit {
                hits.extend(by_words(connection, &key)?);
            }
            hits.found
                .sort_by_key(|hit| hit.product.status == ProductStatus::Inactive);
            hits.found.truncate(limit);
            Ok(hits.found)
        })
    }

    /// The categories that products are in, in the order of the alphabet.
    pub fn product_categories(&self) -> Result<Vec<String>, LedgerError> {
        self.read(|connection| {
            // Steps from one category to the next along the index: as many look-ups as there are
            // categories, not products.
            let mut statement = connection.prepare_cached(NEXT_CATEGORY)?;
            let mut categories: Vec<String> = Vec::new();
            loop {
                let last = categories.last().map_or("", String::as_str);
                let mut rows = statement.query([last])?;
                let Some(row) = rows.next()? else { break };
                let category = row.get(0)?;
                drop(rows);
                categories.push(category);
            }
            Ok(categories)
        })
    }

    /// A page of the products in a category, by name.
    pub fn product_in_category(
        &self,
        category: &str,
        limit: usize,
        offset: usize,
    ) -> Result<Vec<CatalogHit>, LedgerError> {
        self.read(|connection| {
            let (limit, offset) = (sql_count(limit.min(MAX_HITS)), sql_count(offset));
            query(connection, &BY_CATEGORY, (category, limit, offset))
        })
    }
}

/// Hits in the order they were found, each product once.
#[derive(Default)]
struct Hits {
    found: Vec<CatalogHit>,
    seen: HashSet<uuid::Uuid>,
}

impl Hits {
    fn push(&mut self, hit: CatalogHit) {
        if self.seen.insert(hit.product.product_id) {
            self.found.push(hit);
        }
    }

    fn extend(&mut self, hits: Vec<CatalogHit>) {
        for hit in hits {
            self.push(hit);
        }
    }
}

fn by_name_prefix(
    connection: &Connection,
    key: &str,
    limit: usize,
) -> Result<Vec<CatalogHit>, LedgerError> {
    // No letter sorts after this one: everything that begins with the key is below.
    let end = format!("{key}\u{10FFFF}");
    query(connection, &BY_NAME_PREFIX, (key, end, sql_count(limit)))
}

fn by_words(connection: &Connection, key: &str) -> Result<Vec<CatalogHit>, LedgerError> {
    let words: Vec<&str> = key
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let expression = words
        .iter()
        .map(|word| format!("\"{word}\"*"))
        .collect::<Vec<_>>()
        .join(" ");
    let mut hits = query(connection, &BY_WORDS, (expression, sql_count(CANDIDATES)))?;
    hits.sort_by_cached_key(|hit| rank(&hit.product, &words));
    Ok(hits)
}

/// Whole words count most, then words of the name, then short names; the name decides the rest.
fn rank(product: &Product, words: &[&str]) -> (Reverse<usize>, Reverse<usize>, usize, String) {
    let name = search_key(&product.name);
    let has = |test: &dyn Fn(&str, &str) -> bool| {
        words
            .iter()
            .filter(|word| {
                name.split(|letter: char| !letter.is_alphanumeric())
                    .any(|own| test(own, word))
            })
            .count()
    };
    let whole = has(&|own, word| own == word);
    let begun = has(&|own, word| own.starts_with(word));
    (Reverse(whole), Reverse(begun), name.len(), name)
}

fn with_stock(connection: &Connection, product: Product) -> Result<CatalogHit, LedgerError> {
    let mut statement = connection.prepare_cached(reports::STOCK_LEVEL)?;
    let mut rows = statement.query([product.product_id])?;
    let stock_thousandths = match rows.next()? {
        Some(row) => row.get(0)?,
        None => 0,
    };
    Ok(CatalogHit {
        product,
        stock_thousandths,
    })
}

pub(super) fn query(
    connection: &Connection,
    sql: &str,
    params: impl Params,
) -> Result<Vec<CatalogHit>, LedgerError> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params, read_hit)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read_hit(row: &Row<'_>) -> rusqlite::Result<CatalogHit> {
    Ok(CatalogHit {
        product: product_row::read(row)?,
        stock_thousandths: row.get(COLUMN_COUNT)?,
    })
}

pub(super) fn sql_count(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
