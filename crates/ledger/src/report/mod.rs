//! Figures for reports. They read cold tables, which are first folded up to the current moment.

use chrono::NaiveDate;
use domain::shift_totals::ShiftTotals;
use uuid::Uuid;

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::project::totals;
use crate::table::stored_totals::StoredTotals;
use crate::table::{daily_totals, fold_cursor, stock};

/// Most days that one call returns.
const DAY_LIMIT: u32 = 1000;

impl Ledger {
    /// The sums of the sales and refunds of a business day; `None` when there were none. Floats and
    /// cash movements belong to shifts, not to days.
    pub fn day_totals(&self, business_date: NaiveDate) -> Result<Option<ShiftTotals>, LedgerError> {
        self.catch_up()?;
        self.read(|connection| {
            Ok(match daily_totals::read(connection, business_date)? {
                None => None,
                Some(StoredTotals::Current(totals)) => Some(*totals),
                Some(StoredTotals::Stale) => {
                    let cursor = fold_cursor::read(connection)?;
                    totals::of_day(connection, business_date, cursor)?
                }
            })
        })
    }

    /// The last business days with trade, the newest first.
    pub fn days(&self, limit: u32) -> Result<Vec<NaiveDate>, LedgerError> {
        self.catch_up()?;
        self.read(|connection| daily_totals::newest_days(connection, limit.min(DAY_LIMIT)))
    }

    /// The stock of a product, in thousandths: the sum of its movements.
    pub fn stock_level(&self, product_id: Uuid) -> Result<i64, LedgerError> {
        self.catch_up()?;
        self.read(|connection| stock::level(connection, product_id))
    }
}
