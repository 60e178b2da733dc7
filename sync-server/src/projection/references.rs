//! The rows that entries refer to, and those that the entries of the push add on the way.

use std::collections::{BTreeMap, BTreeSet};

use domain::cart::TransactionKind;
use domain::entry::EntryBody;
use domain::transaction::TransactionBody;
use uuid::Uuid;

use crate::database::{DatabaseError, DbTransaction};
use crate::receive::VerifiedEntry;
use crate::table::{shifts, transaction_items, transactions, users};

/// Quantities of a transaction by product, in thousandths.
type Quantities = BTreeMap<Uuid, i64>;

/// What is known when an entry is projected.
#[derive(Debug, Default)]
pub(crate) struct References {
    /// Shifts, and whether each is closed.
    pub(super) shifts: BTreeMap<Uuid, bool>,
    pub(super) users: BTreeSet<Uuid>,
    pub(super) transactions: BTreeSet<Uuid>,
    /// Receipt numbers that the register gave.
    pub(super) receipts: BTreeSet<String>,
    sold: BTreeMap<Uuid, Quantities>,
    returned: BTreeMap<Uuid, Quantities>,
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
    /// Loads everything that these entries refer to.
    pub(crate) async fn load(
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
            let side = if row.is_refund {
                &mut self.returned
            } else {
                &mut self.sold
            };
            side.entry(row.transaction_id)
                .or_default()
                .insert(row.product_id, row.quantity_thousandths);
        }
        Ok(())
    }

    /// Adds a transaction; true when it is a refund of more than was sold.
    pub(super) fn add_transaction(&mut self, body: &TransactionBody) -> bool {
        self.transactions.insert(body.transaction_id);
        self.receipts.insert(body.receipt_number.clone());
        let (side, of) = match (body.kind, body.original_transaction_id) {
            (TransactionKind::Sale, _) => (&mut self.sold, body.transaction_id),
            (TransactionKind::Refund, Some(original)) => (&mut self.returned, original),
            (TransactionKind::Refund, None) => return false,
        };
        let quantities = side.entry(of).or_default();
        for item in &body.items {
            let sum = quantities.entry(item.product_id).or_default();
            *sum = sum.saturating_add(item.quantity_thousandths.thousandths());
        }
        body.kind == TransactionKind::Refund && self.is_refunded_twice(of)
    }

    /// Whether more came back of a known sale than was sold.
    fn is_refunded_twice(&self, original: Uuid) -> bool {
        let (Some(sold), Some(returned)) = (self.sold.get(&original), self.returned.get(&original))
        else {
            return false;
        };
        returned
            .iter()
            .any(|(product, back)| *back > sold.get(product).copied().unwrap_or(0))
    }
}

impl Named {
    fn add(&mut self, body: &EntryBody) {
        match body {
            EntryBody::TransactionCompleted(body) => {
                self.add_act(body.shift_id, body.cashier_id);
                self.transactions.insert(body.transaction_id);
                self.receipts.insert(body.receipt_number.clone());
                self.transactions.extend(body.original_transaction_id);
                self.originals.extend(body.original_transaction_id);
            }
            EntryBody::ShiftOpened(body) => self.add_act(body.shift_id, body.user_id),
            EntryBody::ShiftClosed(body) => self.add_act(body.shift_id, body.user_id),
            EntryBody::CashMoved(body) => self.add_act(body.shift_id, body.user_id),
            EntryBody::DrawerOpened(body) => self.add_act(body.shift_id, body.user_id),
            EntryBody::StockMoved(body) => {
                self.users.insert(body.user_id);
            }
            EntryBody::ReceiptReprinted(body) => {
                self.users.insert(body.user_id);
                self.transactions.insert(body.transaction_id);
            }
            EntryBody::RegisterOpened(_)
            | EntryBody::StoreChanged(_)
            | EntryBody::UserChanged(_)
            | EntryBody::ProductsChanged(_)
            | EntryBody::Unknown { .. } => {}
        }
    }

    fn add_act(&mut self, shift_id: Uuid, user_id: Uuid) {
        self.shifts.insert(shift_id);
        self.users.insert(user_id);
    }
}
