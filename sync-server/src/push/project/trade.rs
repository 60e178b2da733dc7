//! Rows of transactions, their items and their payments.

use chrono::NaiveDate;
use domain::cart::TransactionKind;
use domain::tender::PaymentMethod;
use domain::transaction::TransactionBody;
use serde_json::Value;
use uuid::Uuid;

use super::Document;
use crate::database::{DatabaseError, DbTransaction};

/// Rows of `transactions`.
#[derive(Default)]
pub(super) struct Transactions<'push> {
    bodies: Vec<(&'push Document, &'push TransactionBody)>,
}

impl<'push> Transactions<'push> {
    pub(super) fn add(&mut self, document: &'push Document, body: &'push TransactionBody) {
        self.bodies.push((document, body));
    }

    pub(super) async fn store(
        &self,
        transaction: &DbTransaction,
        register_id: Uuid,
    ) -> Result<(), DatabaseError> {
        const INSERT: &str = include_str!("../sql/transactions_insert.sql");
        if self.bodies.is_empty() {
            return Ok(());
        }
        let each = |amount: fn(&TransactionBody) -> i64| -> Vec<i64> { self.each(amount) };
        let taxes: Vec<Value> = self
            .bodies
            .iter()
            .map(|(_, body)| serde_json::to_value(&body.tax_lines).unwrap_or(Value::Null))
            .collect();
        let entries: Vec<Uuid> = self.bodies.iter().map(|(from, _)| from.entry_id).collect();
        let recorded: Vec<i64> = self
            .bodies
            .iter()
            .map(|(from, _)| from.recorded_at_ms)
            .collect();
        transaction
            .execute(
                INSERT,
                &[
                    &transaction.organization_id(),
                    &register_id,
                    &self.each(|body| body.transaction_id),
                    &entries,
                    &self.each(|body| body.shift_id),
                    &self.each(|body| body.cashier_id),
                    &self.each(kind),
                    &self.each(|body| body.receipt_number.as_str()),
                    // What is above the range stood aside before.
                    &each(|body| i64::try_from(body.receipt_seq).unwrap_or(i64::MAX)),
                    &self.each(|body| body.original_transaction_id),
                    &self.each::<NaiveDate>(|body| body.business_date),
                    &recorded,
                    &self.each(|body| body.currency.as_str()),
                    &each(|body| body.gross_amount_cents.value()),
                    &each(|body| body.discount_cents.value()),
                    &each(|body| body.tax_cents.value()),
                    &each(|body| body.net_amount_cents.value()),
                    &each(|body| body.rounding_cents.value()),
                    &each(|body| body.change_cents.value()),
                    &taxes,
                    &self.each(payment_method),
                ],
            )
            .await?;
        Ok(())
    }

    fn each<T>(&self, field: fn(&'push TransactionBody) -> T) -> Vec<T> {
        self.bodies.iter().map(|(_, body)| field(body)).collect()
    }
}

const fn kind(body: &TransactionBody) -> &'static str {
    match body.kind {
        TransactionKind::Sale => "sale",
        TransactionKind::Refund => "refund",
    }
}

/// The method of the only payment, or `mixed`, or `none`.
fn payment_method(body: &TransactionBody) -> &'static str {
    match body.payments.as_slice() {
        [] => "none",
        [payment] => method(payment.method),
        [first, rest @ ..] if rest.iter().all(|other| other.method == first.method) => {
            method(first.method)
        }
        _ => "mixed",
    }
}

const fn method(method: PaymentMethod) -> &'static str {
    match method {
        PaymentMethod::Cash => "cash",
        PaymentMethod::Card => "card",
        PaymentMethod::Qris => "qris",
        PaymentMethod::Transfer => "transfer",
        PaymentMethod::Other => "other",
    }
}

/// Rows of `transaction_items`.
#[derive(Default)]
pub(super) struct Items<'push> {
    bodies: Vec<&'push TransactionBody>,
}

impl<'push> Items<'push> {
    pub(super) fn add(&mut self, body: &'push TransactionBody) {
        self.bodies.push(body);
    }

    pub(super) async fn store(&self, transaction: &DbTransaction) -> Result<(), DatabaseError> {
        const INSERT: &str = include_str!("../sql/transaction_items_insert.sql");
        if self.bodies.is_empty() {
            return Ok(());
        }
        let of = self
            .bodies
            .iter()
            .flat_map(|body| body.items.iter().map(|_| body.transaction_id));
        let of: Vec<Uuid> = of.collect();
        let lines: Vec<i32> = self.each(|item| i32::try_from(item.line).unwrap_or(i32::MAX));
        transaction
            .execute(
                INSERT,
                &[
                    &transaction.organization_id(),
                    &of,
                    &lines,
                    &self.each(|item| item.product_id),
                    &self.each(|item| item.product_name.as_str()),
                    &self.each(|item| item.sku.as_deref()),
                    &self.each(|item| item.barcode.as_deref()),
                    &self.each(|item| item.unit.as_deref()),
                    &self.each(|item| item.quantity_thousandths.thousandths()),
                    &self.each(|item| item.unit_price_cents.value()),
                    &self.each(|item| item.cost_cents.map(domain::money::Cents::value)),
                    &self.each(|item| item.gross_cents.value()),
                    &self.each(|item| item.discount_cents.value()),
                    &self.each(|item| item.net_cents.value()),
                    &self.each(|item| item.subtotal_cents.value()),
                ],
            )
            .await?;
        Ok(())
    }

    fn each<T>(&self, field: fn(&'push domain::transaction::TransactionItem) -> T) -> Vec<T> {
        let items = self.bodies.iter().flat_map(|body| &body.items);
        items.map(field).collect()
    }
}

/// Rows of `payments`.
#[derive(Default)]
pub(super) struct Payments<'push> {
    bodies: Vec<&'push TransactionBody>,
}

impl<'push> Payments<'push> {
    pub(super) fn add(&mut self, body: &'push TransactionBody) {
        self.bodies.push(body);
    }

    pub(super) async fn store(&self, transaction: &DbTransaction) -> Result<(), DatabaseError> {
        const INSERT: &str = include_str!("../sql/payments_insert.sql");
        let numbered = || {
            self.bodies.iter().flat_map(|body| {
                (1_i32..)
                    .zip(&body.payments)
                    .map(|(line, payment)| (body.transaction_id, line, payment))
            })
        };
        if numbered().next().is_none() {
            return Ok(());
        }
        let of: Vec<Uuid> = numbered().map(|(of, _, _)| of).collect();
        let lines: Vec<i32> = numbered().map(|(_, line, _)| line).collect();
        let methods: Vec<&str> = numbered()
            .map(|(_, _, payment)| method(payment.method))
            .collect();
        let amounts: Vec<i64> = numbered()
            .map(|(_, _, payment)| payment.amount_cents.value())
            .collect();
        let tendered: Vec<i64> = numbered()
            .map(|(_, _, payment)| payment.tendered_cents.value())
            .collect();
        let change: Vec<i64> = numbered()
            .map(|(_, _, payment)| payment.change_cents.value())
            .collect();
        let references: Vec<Option<&str>> = numbered()
            .map(|(_, _, payment)| payment.reference.as_deref())
            .collect();
        transaction
            .execute(
                INSERT,
                &[
                    &transaction.organization_id(),
                    &of,
                    &lines,
                    &methods,
                    &amounts,
                    &tendered,
                    &change,
                    &references,
                ],
            )
            .await?;
        Ok(())
    }
}
