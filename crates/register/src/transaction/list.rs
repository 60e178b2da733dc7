//! The list of transactions, the newest first.

use domain::user::{Permission, allows};
use ledger::ListedTransaction as Stored;

use crate::error::AppError;
use crate::money::MoneyText;
use crate::register::Register;
use crate::shop::Shop;
use crate::user::Names;
use crate::view::{TransactionPage, TransactionQuery, TransactionRow};

/// Rows of a page without a limit in the query.
const PAGE: u32 = 50;

impl Register {
    /// A page of transactions, newest first; with a text those whose receipt number begins or ends
    /// with it.
    ///
    /// Whoever counts the drawer blind reads no amounts of the open shift in it: a list is added up
    /// in a minute. Each receipt opens in full, because a customer may ask for it.
    pub fn transaction_list(&self, query: &TransactionQuery) -> Result<TransactionPage, AppError> {
        let shop = self.shop()?;
        let actor = self.permit(&shop, Permission::Sell)?;
        let to_count = if allows(actor.role, Permission::SeeExpectedDrawer) {
            None
        } else {
            shop.ledger.shift_open_id()?
        };
        let limit = if query.limit == 0 { PAGE } else { query.limit };
        let text = query
            .text
            .as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty());
        let (rows, next) = if let Some(text) = text {
            let number = shop.receipt_text(text)?;
            (shop.ledger.transactions_by_receipt(&number, limit)?, None)
        } else {
            let page = shop.ledger.transactions(query.before, limit)?;
            (page.rows, page.next)
        };
        let (money, names) = (shop.money()?, Names::read(&shop)?);
        let items = rows
            .iter()
            .map(|row| {
                let mut view = row_view(money, &names, row)?;
                if to_count == Some(row.shift_id) {
                    view.total = None;
                    view.payment_method = None;
                }
                Ok(view)
            })
            .collect::<Result<_, AppError>>()?;
        Ok(TransactionPage { items, next })
    }
}

impl Shop {
    /// A bare number, as people read it aloud, means that receipt of this register.
    fn receipt_text(&self, text: &str) -> Result<String, AppError> {
        let Ok(number) = text.parse::<u64>() else {
            return Ok(text.to_uppercase());
        };
        let prefix = self.receipt_prefix(self.ledger.identity().epoch)?;
        Ok(prefix.number(number))
    }
}

pub(super) fn row_view(
    money: MoneyText,
    names: &Names,
    row: &Stored,
) -> Result<TransactionRow, AppError> {
    Ok(TransactionRow {
        position: row.position,
        transaction_id: row.transaction_id,
        receipt_number: row.receipt_number.clone(),
        kind: row.kind,
        recorded_at_ms: row.recorded_at_ms,
        time_text: money.moment(row.recorded_at_ms, row.utc_offset_minutes),
        cashier_name: names.of(row.cashier_id),
        total: Some(money.view(row.net_amount_cents.checked_add(row.rounding_cents)?)),
        payment_method: row.payment_method,
        item_count: row.item_count,
    })
}
