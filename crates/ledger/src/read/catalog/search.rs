//! Products by words, as a cashier types them.

use std::cmp::Reverse;
use std::collections::HashSet;

use domain::Code;
use domain::catalog::{Product, ProductStatus, search_key};
use rusqlite::Connection;

use super::{lookup, sql_count};
use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::table::products::find::{self, CatalogHit};
use crate::table::stock;

/// Word matches that are ranked. Ranking all of them takes 188 ms with a million products.
const CANDIDATES: usize = 200;

/// Most hits of one search.
const MAX_HITS: usize = 200;

impl Ledger {
    /// Up to `limit` products for the text typed so far. First comes the product with exactly this
    /// code, then names that begin with the text, then products with all its words. Inactive
    /// products come last.
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
            for status in [ProductStatus::Active, ProductStatus::Inactive] {
                if hits.found.len() < limit {
                    hits.extend(by_name_prefix(connection, &key, status, limit)?);
                }
                if hits.found.len() < limit {
                    hits.extend(by_words(connection, &key, status, limit)?);
                }
            }
            hits.found
                .sort_by_key(|hit| hit.product.status == ProductStatus::Inactive);
            hits.found.truncate(limit);
            Ok(hits.found)
        })
    }

    /// The categories of all products, in alphabetical order.
    pub fn product_categories(&self) -> Result<Vec<String>, LedgerError> {
        self.read(find::categories)
    }

    /// The categories with an active product, in alphabetical order.
    pub fn sold_categories(&self) -> Result<Vec<String>, LedgerError> {
        self.read(find::sold_categories)
    }

    /// A page of the active products in a category, by name.
    pub fn product_in_category(
        &self,
        category: &str,
        limit: usize,
        offset: usize,
    ) -> Result<Vec<CatalogHit>, LedgerError> {
        self.read(|connection| {
            let (limit, offset) = (sql_count(limit.min(MAX_HITS)), sql_count(offset));
            find::hits(connection, find::BY_CATEGORY, (category, limit, offset))
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
    status: ProductStatus,
    limit: usize,
) -> Result<Vec<CatalogHit>, LedgerError> {
    // This is the highest character, so every name that begins with the key sorts before this text.
    let end = format!("{key}\u{10FFFF}");
    let bounds = (key, end, status.as_str(), sql_count(limit));
    find::hits(connection, find::BY_NAME, bounds)
}

fn by_words(
    connection: &Connection,
    key: &str,
    status: ProductStatus,
    limit: usize,
) -> Result<Vec<CatalogHit>, LedgerError> {
    let words: Vec<&str> = words_of(key).filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let expression: Vec<String> = words.iter().map(|word| format!("\"{word}\"*")).collect();
    let expression = expression.join(" ");
    let mut ranked = find::with_words(connection, &expression, status, sql_count(CANDIDATES))?;
    ranked.sort_by_cached_key(|(_, name)| rank(name, &words));
    let mut hits = Vec::with_capacity(limit.min(ranked.len()));
    for (number, _) in ranked.iter().take(limit) {
        hits.extend(find::hits(connection, find::BY_NUMBER, [number])?);
    }
    Ok(hits)
}

fn words_of(key: &str) -> impl Iterator<Item = &str> {
    key.split(|letter: char| !letter.is_alphanumeric())
}

/// Whole words count most, then words of the name, then short names; ties are sorted by name.
fn rank(name: &str, words: &[&str]) -> (Reverse<usize>, Reverse<usize>, usize, String) {
    let count = |test: &dyn Fn(&str, &str) -> bool| {
        let found = words
            .iter()
            .filter(|word| words_of(name).any(|own| test(own, word)));
        found.count()
    };
    let whole = count(&|own, word| own == word);
    let begun = count(&|own, word| own.starts_with(word));
    (Reverse(whole), Reverse(begun), name.len(), name.to_owned())
}

fn with_stock(connection: &Connection, product: Product) -> Result<CatalogHit, LedgerError> {
    Ok(CatalogHit {
        stock_thousandths: stock::level(connection, product.product_id)?,
        product,
    })
}
