//! The two pairs of tables that hold products, and the statements that work on each.

/// A pair of tables: the products and their words. A snapshot fills the second pair and puts it in
/// the place of the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ProductTables {
    /// The catalog that is sold from.
    Live,
    /// The catalog that a snapshot fills.
    Staging,
}

/// The names of one pair, and the statements that are the same for both.
pub(crate) struct ProductSql {
    /// Table of the products.
    pub(crate) products: &'static str,
    /// Table of their words.
    pub(crate) words: &'static str,
    pub(crate) by_id: &'static str,
    pub(crate) insert: &'static str,
    pub(crate) update: &'static str,
    pub(crate) insert_words: &'static str,
    pub(crate) delete_words: &'static str,
}

macro_rules! product_sql {
    ($products:literal, $words:literal) => {
        ProductSql {
            products: $products,
            words: $words,
            by_id: concat!("SELECT * FROM ", $products, " WHERE product_id = ?1"),
            insert: concat!(
                "INSERT INTO ",
                $products,
                " (product_id, sku, barcode, barcode_key, sku_key, name, name_key, category, unit,
                     weighed, price_cents, cost_cents, low_stock_threshold_thousandths,
                     tax_exempt, status, revision)
                 VALUES (:product_id, :sku, :barcode, :barcode_key, :sku_key, :name, :name_key,
                     :category, :unit, :weighed, :price_cents, :cost_cents,
                     :low_stock_threshold_thousandths, :tax_exempt, :status, :revision)"
            ),
            update: concat!(
                "UPDATE ",
                $products,
                " SET sku = :sku, barcode = :barcode, barcode_key = :barcode_key,
                     sku_key = :sku_key, name = :name, name_key = :name_key,
                     category = :category, unit = :unit, weighed = :weighed,
                     price_cents = :price_cents, cost_cents = :cost_cents,
                     low_stock_threshold_thousandths = :low_stock_threshold_thousandths,
                     tax_exempt = :tax_exempt, status = :status, revision = :revision
                 WHERE product_id = :product_id"
            ),
            insert_words: concat!("INSERT INTO ", $words, " (rowid, words) VALUES (?1, ?2)"),
            delete_words: concat!("DELETE FROM ", $words, " WHERE rowid = ?1"),
        }
    };
}

static LIVE: ProductSql = product_sql!("products", "product_words");
static STAGING: ProductSql = product_sql!("products_next", "product_words_next");

impl ProductTables {
    /// The names and statements of this pair.
    pub(crate) fn sql(self) -> &'static ProductSql {
        match self {
            Self::Live => &LIVE,
            Self::Staging => &STAGING,
        }
    }
}
