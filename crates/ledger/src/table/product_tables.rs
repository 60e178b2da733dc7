//! The two pairs of tables that products are kept in, and the statements that work on each.

use std::sync::LazyLock;

use super::products::COLUMNS;

/// Where products are kept: a snapshot fills a second pair of tables, and puts it in place whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shelf {
    /// The catalog that is sold from.
    InUse,
    /// The catalog that is being filled.
    Next,
}

impl Shelf {
    /// The statements for this pair of tables.
    pub(crate) fn sql(self) -> &'static ShelfSql {
        static IN_USE: LazyLock<ShelfSql> = LazyLock::new(|| ShelfSql::new(Shelf::InUse));
        static NEXT: LazyLock<ShelfSql> = LazyLock::new(|| ShelfSql::new(Shelf::Next));
        match self {
            Self::InUse => &IN_USE,
            Self::Next => &NEXT,
        }
    }

    /// The table of products.
    pub(crate) const fn products(self) -> &'static str {
        match self {
            Self::InUse => "products",
            Self::Next => "products_next",
        }
    }

    /// The table of their words.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::InUse => "product_words",
            Self::Next => "product_words_next",
        }
    }
}

/// The statements of one pair of tables.
pub(crate) struct ShelfSql {
    pub(crate) by_id: String,
    pub(crate) insert: String,
    pub(crate) update: String,
    pub(crate) index_words: String,
    pub(crate) forget_words: String,
}

impl ShelfSql {
    fn new(shelf: Shelf) -> Self {
        let (products, words) = (shelf.products(), shelf.words());
        Self {
            by_id: format!(
                "SELECT {COLUMNS}, p.product_no FROM {products} AS p WHERE p.product_id = ?1"
            ),
            insert: format!(
                "INSERT INTO {products} (product_id, sku, barcode, barcode_key, sku_key, name,
                     name_key, category, unit, weighed, price_cents, cost_cents,
                     low_stock_threshold_thousandths, tax_exempt, status, revision)
                 VALUES (:product_id, :sku, :barcode, :barcode_key, :sku_key, :name, :name_key,
                     :category, :unit, :weighed, :price_cents, :cost_cents,
                     :low_stock_threshold_thousandths, :tax_exempt, :status, :revision)"
            ),
            update: format!(
                "UPDATE {products} SET sku = :sku, barcode = :barcode,
                     barcode_key = :barcode_key, sku_key = :sku_key, name = :name,
                     name_key = :name_key, category = :category, unit = :unit,
                     weighed = :weighed, price_cents = :price_cents, cost_cents = :cost_cents,
                     low_stock_threshold_thousandths = :low_stock_threshold_thousandths,
                     tax_exempt = :tax_exempt, status = :status, revision = :revision
                 WHERE product_id = :product_id"
            ),
            index_words: format!("INSERT INTO {words} (rowid, words) VALUES (?1, ?2)"),
            forget_words: format!("DELETE FROM {words} WHERE rowid = ?1"),
        }
    }
}
