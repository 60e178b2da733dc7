//! Transactions, their items and their payments.

use domain::transaction::TransactionBody;
use uuid::Uuid;

use crate::database::{DatabaseError, DbTransaction};
use crate::table::payments::{self, PaymentRow};
use crate::table::transaction_items::{self, ItemRow};
use crate::table::transactions::{self, NewTransaction};
use protocol::receive::VerifiedEntry;

/// Rows of `transactions`, `transaction_items` and `payments`.
#[derive(Default)]
pub(super) struct TradeRows<'e> {
    transactions: Vec<NewTransaction<'e>>,
    items: Vec<ItemRow<'e>>,
    payments: Vec<PaymentRow<'e>>,
}

impl<'e> TradeRows<'e> {
    pub(super) fn add(&mut self, entry: &VerifiedEntry, body: &'e TransactionBody) {
        let transaction_id = body.transaction_id;
        self.transactions.push(NewTransaction {
            entry_id: entry.entry_id,
            recorded_at_ms: entry.recorded_at_ms,
            body,
        });
        self.items.extend(body.items.iter().map(|item| ItemRow {
            transaction_id,
            item,
        }));
        let numbered = (1..).zip(&body.payments);
        self.payments
            .extend(numbered.map(|(line, payment)| PaymentRow {
                transaction_id,
                line,
                payment,
            }));
    }

    pub(super) async fn store(
        &self,
        transaction: &DbTransaction,
        register_id: Uuid,
    ) -> Result<(), DatabaseError> {
        tokio::try_join!(
            transactions::insert(transaction, register_id, &self.transactions),
            transaction_items::insert(transaction, &self.items),
            payments::insert(transaction, &self.payments),
        )?;
        Ok(())
    }
}
