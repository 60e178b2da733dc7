//! What reports read: cold tables, folded up to the moment of the question.

use chrono::NaiveDate;
use domain::shift_totals::ShiftTotals;
use rusqlite::OptionalExtension;
use uuid::Uuid;

use crate::{error::LedgerError, open::Ledger, project::cold, sql_value};

/// Most days that one call returns.
const DAY_LIMIT: u32 = 1000;

pub(crate) const STOCK_LEVEL: &str =
    "SELECT level_thousandths FROM stock_levels WHERE product_id = ?1";

impl Ledger {
    /// The sums of the sales and refunds of a business day; nothing when there were none. Floats
    /// and cash movements belong to shifts, not to days.
    pub fn day_totals(&self, business_date: NaiveDate) -> Result<Option<ShiftTotals>, LedgerError> {
        self.catch_up()?;
        self.read(|connection| cold::day::read(connection, business_date))
    }

    /// The last business days with trade, the newest first.
    pub fn days(&self, limit: u32) -> Result<Vec<NaiveDate>, LedgerError> {
        self.catch_up()?;
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT business_date FROM daily_totals ORDER BY business_date DESC LIMIT ?1",
            )?;
            let rows =
                statement.query_map([limit.min(DAY_LIMIT)], |row| sql_value::date(row, 0))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// What is left of a product, in thousandths: the sum of its movements.
    pub fn stock_level(&self, product_id: Uuid) -> Result<i64, LedgerError> {
        self.catch_up()?;
        self.read(|connection| {
            let level = connection
                .prepare_cached(STOCK_LEVEL)?
                .query_row([product_id], |row| row.get(0))
                .optional()?;
            Ok(level.unwrap_or(0))
        })
    }
}
