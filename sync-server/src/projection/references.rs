//! The rows that entries refer to, including those that earlier entries of the push add.

use std::collections::{BTreeMap, BTreeSet};

use domain::cart::TransactionKind;
use domain::entry::EntryBody;
use domain::refund::SoldAndRefunded;
use domain::transaction::TransactionBody;
use uuid::Uuid;

use crate::database::{DatabaseError, DbTransaction};
use crate::table::{shifts, transaction_items, transactions, users};
use protocol::receive::VerifiedEntry;

/// The known references when an entry is projected.
#[derive(Debug, Default)]
pub(super) struct References {
    /// Shifts, and whether each is closed.
    pub(super) shifts: BTreeMap<Uuid, bool>,
    pub(super) users: BTreeSet<Uuid>,
    pub(super) transactions: BTreeSet<Uuid>,
    /// Receipt numbers that the register gave.
    pub(super) receipts: BTreeSet<String>,
    /// By sale, the quantities sold and refunded.
    quantities: BTreeMap<Uuid, SoldAndRefunded>,
}

/// The ids that entries name.
#[derive(Debug, Default)]
struct Named {
    shifts: BTreeSet<Uuid>,
    users: BTreeSet<Uuid>,
    transactions: BTreeSet<Uuid>,
    /// Sales that are refunded.
    originals: BTreeSet<Uuid>,
    receipts: BTreeSet<String>,
}

impl References {
    /// Loads the rows that these entries refer to.
    pub(super) async fn load(
        transaction: &DbTransaction,
        register_id: Uuid,
        entries: &[VerifiedEntry],
    ) -> Result<Self, DatabaseError> {
        let mut named = Named::default();
        let bodies = entries.iter().filter_map(|entry| entry.body.as_ref().ok());
        bodies.for_each(|body| named.add(body));
        let list = |ids: &BTreeSet<Uuid>| ids.iter().copied().collect::<Vec<Uuid>>();
        let receipts: Vec<&str> = named.receipts.iter().map(String::as_str).collect();
        let (shift_ids, user_ids) = (list(&named.shifts), list(&named.users));
        let transaction_ids = list(&named.transactions);
        let (shifts, users, transactions, receipts) = tokio::try_join!(
            shifts::known(transaction, &shift_ids),
            users::known(transaction, &user_ids),
            transactions::known(transaction, &transaction_ids),
            transactions::known_receipts(transaction, register_id, &receipts),
        )?;
        let mut references = Self {
            shifts,
            users,
            transactions,
            receipts,
            ..Self::default()
        };
        references
            .load_quantities(transaction, &list(&named.originals))
            .await?;
        Ok(references)
    }

    async fn load_quantities(
        &mut self,
        transaction: &DbTransaction,
        originals: &[Uuid],
    ) -> Result<(), DatabaseError> {
        if originals.is_empty() {
            return Ok(());
        }
        transactions::lock(transaction, originals).await?;
        for row in transaction_items::quantities(transaction, originals).await? {
            let quantities = self.quantities.entry(row.transaction_id).or_default();
            if row.is_refund {
                quantities.add_refunded(row.product_id, row.quantity_thousandths);
            } else {
                quantities.add_sold(row.product_id, row.quantity_thousandths);
            }
        }
        Ok(())
    }

    /// Adds a transaction; true when it is a refund of more than was sold.
    pub(super) fn add_transaction(&mut self, body: &TransactionBody) -> bool {
        self.transactions.insert(body.transaction_id);
        self.receipts.insert(body.receipt_number.clone());
        let sale = match body.kind {
            TransactionKind::Sale => Some(body.transaction_id),
            TransactionKind::Refund => body.original_transaction_id,
        };
        let Some(sale) = sale else { return false };
        let quantities = self.quantities.entry(sale).or_default();
        quantities.add(body);
        body.kind == TransactionKind::Refund && quantities.exceeded().is_some()
    }
}

impl Named {
    fn add(&mut self, body: &EntryBody) {
        let references = body.references();
        self.users.extend(references.user_id);
        self.shifts.extend(body.shift_id());
        self.transactions
            .extend(references.reprinted_transaction_id);
        self.transactions.extend(references.refunded_transaction_id);
        self.originals.extend(references.refunded_transaction_id);
        if let Some(transaction) = body.transaction() {
            self.transactions.insert(transaction.transaction_id);
            self.receipts.insert(transaction.receipt_number.clone());
        }
    }
}
