//! Money and quantities of a business day, added up independently for each side.

use std::collections::BTreeMap;

use domain::entry::EntryBody;
use domain::stock::StockReason;
use domain::transaction::TransactionBody;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::ServerContents;

/// A register and a business day.
pub(super) type Day = (Uuid, String);

/// Sums of named figures.
pub(super) type Sums = BTreeMap<String, i64>;

/// Everything that is added up.
#[derive(Debug, Default)]
pub(super) struct Figures {
    pub(super) days: BTreeMap<Day, Sums>,
    /// By register, product and reason: how many movements, and thousandths.
    pub(super) stock: BTreeMap<(Uuid, Uuid, String), (u64, i64)>,
}

impl Figures {
    /// Adds the figures of a document.
    pub(super) fn add(&mut self, register_id: Uuid, body: &EntryBody) {
        match body {
            EntryBody::TransactionCompleted(sold) => self.add_transaction(register_id, sold),
            EntryBody::StockMoved(moved) => {
                for movement in &moved.movements {
                    let (product_id, delta) = (movement.product_id, movement.delta_thousandths);
                    self.move_stock(register_id, product_id, movement.reason, delta);
                }
            }
            EntryBody::ProductsChanged(changed) => {
                let with_stock = changed.changes.iter();
                for change in with_stock.filter(|change| change.stock_delta_thousandths != 0) {
                    let (product_id, delta) = (change.product_id, change.stock_delta_thousandths);
                    self.move_stock(register_id, product_id, StockReason::Opening, delta);
                }
            }
            EntryBody::RegisterOpened(_)
            | EntryBody::StoreChanged(_)
            | EntryBody::UserChanged(_)
            | EntryBody::ShiftOpened(_)
            | EntryBody::CashMoved(_)
            | EntryBody::DrawerOpened(_)
            | EntryBody::ShiftClosed(_)
            | EntryBody::ReceiptReprinted(_)
            | EntryBody::Unknown { .. } => {}
        }
    }

    fn add_transaction(&mut self, register_id: Uuid, sold: &TransactionBody) {
        let day = (register_id, sold.business_date.to_string());
        let sums = self.days.entry(day).or_default();
        let mut add = |name: &str, amount: i64| *sums.entry(name.to_owned()).or_default() += amount;
        add("transactions", 1);
        add("gross", sold.gross_amount_cents.value());
        add("discount", sold.discount_cents.value());
        add("tax", sold.tax_cents.value());
        add("net", sold.net_amount_cents.value());
        add("rounding", sold.rounding_cents.value());
        add("change", sold.change_cents.value());
        for item in &sold.items {
            add("items", 1);
            add(
                "items' thousandths",
                item.quantity_thousandths.thousandths(),
            );
            add("items' unit prices", item.unit_price_cents.value());
            add("items' gross", item.gross_cents.value());
            add("items' discount", item.discount_cents.value());
            add("items' net", item.net_cents.value());
            add("items' subtotal", item.subtotal_cents.value());
        }
        for paid in &sold.payments {
            let method = word(&paid.method);
            add(&format!("payments by {method}"), 1);
            add(&format!("amount by {method}"), paid.amount_cents.value());
            add(
                &format!("tendered by {method}"),
                paid.tendered_cents.value(),
            );
            add(&format!("change by {method}"), paid.change_cents.value());
        }
        for movement in &sold.stock_movements {
            let (product_id, delta) = (movement.product_id, movement.delta_thousandths);
            self.move_stock(register_id, product_id, movement.reason, delta);
        }
    }

    fn move_stock(&mut self, register_id: Uuid, product_id: Uuid, reason: StockReason, by: i64) {
        let reason = word(&reason);
        let (count, sum) = self
            .stock
            .entry((register_id, product_id, reason))
            .or_default();
        *count += 1;
        *sum += by;
    }

    /// The sums of the server's tables.
    pub(super) fn of_tables(server: &ServerContents) -> Self {
        let mut figures = Self::default();
        let mut day_of: BTreeMap<Uuid, Day> = BTreeMap::new();
        for row in &server.transactions {
            let day = (row.register_id, row.business_date.clone());
            day_of.insert(row.transaction_id, day.clone());
            figures.note(&day, "transactions", 1);
            figures.note(&day, "gross", row.gross_amount_cents);
            figures.note(&day, "discount", row.discount_cents);
            figures.note(&day, "tax", row.tax_cents);
            figures.note(&day, "net", row.net_amount_cents);
            figures.note(&day, "rounding", row.rounding_cents);
            figures.note(&day, "change", row.change_cents);
        }
        let nowhere = (Uuid::nil(), "of no transaction".to_owned());
        for row in &server.items {
            let day = day_of.get(&row.transaction_id).unwrap_or(&nowhere);
            figures.note(day, "items", 1);
            figures.note(day, "items' thousandths", row.quantity_thousandths);
            figures.note(day, "items' unit prices", row.unit_price_cents);
            figures.note(day, "items' gross", row.gross_cents);
            figures.note(day, "items' discount", row.discount_cents);
            figures.note(day, "items' net", row.net_cents);
            figures.note(day, "items' subtotal", row.subtotal_cents);
        }
        for row in &server.payments {
            let day = day_of.get(&row.transaction_id).unwrap_or(&nowhere);
            let method = &row.method;
            figures.note(day, &format!("payments by {method}"), 1);
            figures.note(day, &format!("amount by {method}"), row.amount_cents);
            figures.note(day, &format!("tendered by {method}"), row.tendered_cents);
            figures.note(day, &format!("change by {method}"), row.change_cents);
        }
        for row in &server.movements {
            let (register_id, product_id) = (row.register_id, row.product_id);
            figures.move_stock(register_id, product_id, row.reason, row.delta_thousandths);
        }
        figures
    }

    fn note(&mut self, day: &Day, name: &str, amount: i64) {
        let sums = self.days.entry(day.clone()).or_default();
        *sums.entry(name.to_owned()).or_default() += amount;
    }
}

/// The word that a code is written as.
fn word(code: &impl Serialize) -> String {
    let value = serde_json::to_value(code).unwrap_or(Value::Null);
    value.as_str().unwrap_or("?").to_owned()
}
