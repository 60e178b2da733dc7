//! One transaction in full.

use domain::transaction::TransactionItem;
use domain::user::Permission;
use uuid::Uuid;

use super::list::row_view;
use crate::cart::payment_view;
use crate::error::AppError;
use crate::money::MoneyText;
use crate::printing::ReceiptHead;
use crate::register::Register;
use crate::user::Names;
use crate::view::{TransactionItemView, TransactionView};

impl Register {
    /// One transaction with its items, payments and receipt.
    pub fn transaction_show(&self, transaction_id: Uuid) -> Result<TransactionView, AppError> {
        let shop = self.shop()?;
        self.permit(&shop, Permission::Sell)?;
        let stored = shop.ledger.transaction(transaction_id)?;
        let stored = stored.ok_or(AppError::NotFound {
            what: "transaction",
        })?;
        let money = shop.money()?;
        let body = &stored.body;
        Ok(TransactionView {
            row: row_view(money, &Names::read(&shop)?, &stored.row)?,
            total: money.view(body.total_cents()?),
            items: body
                .items
                .iter()
                .map(|item| item_view(money, item))
                .collect(),
            gross: money.view(body.gross_amount_cents),
            discount: money.view(body.discount_cents),
            net: money.view(body.net_amount_cents),
            payments: body
                .payments
                .iter()
                .map(|paid| payment_view(money, paid))
                .collect(),
            rounding: money.view(body.rounding_cents),
            change: money.view(body.change_cents),
            receipt: shop.receipt_of(&stored, &ReceiptHead::read(&shop.ledger, &stored)?)?,
            seq: stored.seq,
            hash: stored.hash.to_string(),
        })
    }
}

fn item_view(money: MoneyText, item: &TransactionItem) -> TransactionItemView {
    let discount = item.discount_cents;
    TransactionItemView {
        name: item.product_name.clone(),
        quantity_text: money.quantity(item.quantity_thousandths),
        unit_price: money.view(item.unit_price_cents),
        discount: (!discount.is_zero()).then(|| money.view(discount)),
        total: money.view(item.net_cents),
    }
}
