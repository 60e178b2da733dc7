//! Tables folded from the log. Dropping them and folding again gives the same rows.

pub(crate) mod cold;
pub(crate) mod hot;

/// A folded table and the key that orders its rows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) key: &'static str,
}

const fn table(name: &'static str, key: &'static str) -> Table {
    Table { name, key }
}

/// Folded in the commit.
pub(crate) const HOT_TABLES: [Table; 6] = [
    table("epochs", "first_position"),
    table("store_versions", "position"),
    table("users", "user_id"),
    table("products", "product_no"),
    table("shifts", "shift_no"),
    table("transactions", "position"),
];

/// Folded after it.
pub(crate) const COLD_TABLES: [Table; 5] = [
    table("transaction_items", "position, line"),
    table("payments", "position, line"),
    table("stock_movements", "position, line"),
    table("stock_levels", "product_id"),
    table("daily_totals", "business_date"),
];
