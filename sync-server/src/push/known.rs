//! What the documents of a push refer to, looked up at once, and what the push itself adds to it on the way.

use std::collections::{BTreeMap, BTreeSet};

use domain::cart::TransactionKind;
use domain::entry::EntryBody;
use domain::transaction::TransactionBody;
use uuid::Uuid;

use super::verify::Document;
use crate::database::{DatabaseError, DbTransaction};

/// Quantities of a transaction by product, in thousandths.
type Quantities = BTreeMap<Uuid, i64>;

/// What is known when a document is looked at.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Shifts, and whether each is closed.
    pub(super) shifts: BTreeMap<Uuid, bool>,
    pub(super) users: BTreeSet<Uuid>,
    pub(super) transactions: BTreeSet<Uuid>,
    pub(super) receipts: BTreeSet<String>,
    sold: BTreeMap<Uuid, Quantities>,
    returned: BTreeMap<Uuid, Quantities>,
}

/// What a push refers to.
#[derive(Debug, Default)]
struct References {
    shifts: BTreeSet<Uuid>,
    users: BTreeSet<Uuid>,
    transactions: BTreeSet<Uuid>,
    originals: BTreeSet<Uuid>,
    receipts: BTreeSet<String>,
}

/// Each id is looked up by itself: a plan that reads a table through is never worth it here, and cannot be chosen.
const IDS: &str = include_str!("sql/known_ids.sql");

const RECEIPTS: &str = include_str!("sql/known_receipts.sql");

/// Two registers that refund one sale at once look at it one after the other.
const LOCK: &str = "select transaction_id from transactions \
                    where organization_id = $1 and transaction_id = any($2) \
                    order by transaction_id for update";

const QUANTITIES: &str = "select true, transaction_id, product_id, \
                            least(sum(quantity), 9007199254740991)::bigint from transaction_items \
                            where organization_id = $1 and transaction_id = any($2) group by 2, 3 \
                          union all \
                          select false, t.original_transaction_id, i.product_id, \
                            least(sum(i.quantity), 9007199254740991)::bigint from transactions t \
                            join transaction_items i on i.organization_id = t.organization_id \
                              and i.transaction_id = t.transaction_id \
                            where t.organization_id = $1 and t.original_transaction_id = any($2) \
                            group by 2, 3";

impl Known {
    /// Looks up everything that these documents refer to.
    pub(super) async fn load(
        transaction: &DbTransaction,
        register_id: Uuid,
        documents: &[Document],
    ) -> Result<Self, DatabaseError> {
        let mut wanted = References::default();
        let bodies = documents
            .iter()
            .filter_map(|document| document.body.as_ref().ok());
        bodies.for_each(|body| wanted.add(body));
        let mut known = Self::default();
        if wanted.is_empty() {
            return Ok(known);
        }
        let organization_id = transaction.organization_id();
        let list = |ids: &BTreeSet<Uuid>| ids.iter().copied().collect::<Vec<Uuid>>();
        let (shifts, users) = (list(&wanted.shifts), list(&wanted.users));
        let transactions = list(&wanted.transactions);
        let receipts: Vec<&str> = wanted.receipts.iter().map(String::as_str).collect();
        let (ids, receipts) = tokio::try_join!(
            async {
                transaction
                    .query(IDS, &[&organization_id, &shifts, &users, &transactions])
                    .await
            },
            async {
                transaction
                    .query(RECEIPTS, &[&organization_id, &register_id, &receipts])
                    .await
            },
        )?;
        for row in ids {
            let id: Uuid = row.try_get(1)?;
            match row.try_get(0)? {
                "s" => drop(known.shifts.insert(id, row.try_get(2)?)),
                "u" => drop(known.users.insert(id)),
                _ => drop(known.transactions.insert(id)),
            }
        }
        for row in receipts {
            known.receipts.insert(row.try_get(0)?);
        }
        known
            .load_quantities(transaction, &list(&wanted.originals))
            .await?;
        Ok(known)
    }

    async fn load_quantities(
        &mut self,
        transaction: &DbTransaction,
        originals: &[Uuid],
    ) -> Result<(), DatabaseError> {
        if originals.is_empty() {
            return Ok(());
        }
        let organization_id = transaction.organization_id();
        transaction
            .query(LOCK, &[&organization_id, &originals])
            .await?;
        let rows = transaction
            .query(QUANTITIES, &[&organization_id, &originals])
            .await?;
        for row in rows {
            let side = if row.try_get(0)? {
                &mut self.sold
            } else {
                &mut self.returned
            };
            side.entry(row.try_get(1)?)
                .or_default()
                .insert(row.try_get(2)?, row.try_get(3)?);
        }
        Ok(())
    }

    /// Adds a transaction of this push; true when it is a refund of more than was sold.
    pub(super) fn trade(&mut self, body: &TransactionBody) -> bool {
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
        body.kind == TransactionKind::Refund && self.is_returned_twice(of)
    }

    /// Whether more came back of a known sale than went out.
    fn is_returned_twice(&self, original: Uuid) -> bool {
        let (Some(sold), Some(returned)) = (self.sold.get(&original), self.returned.get(&original))
        else {
            return false;
        };
        returned
            .iter()
            .any(|(product, back)| *back > sold.get(product).copied().unwrap_or(0))
    }
}

impl References {
    fn is_empty(&self) -> bool {
        self.shifts.is_empty() && self.users.is_empty() && self.transactions.is_empty()
    }

    fn add(&mut self, body: &EntryBody) {
        match body {
            EntryBody::TransactionCompleted(body) => {
                self.shifts.insert(body.shift_id);
                self.users.insert(body.cashier_id);
                self.transactions.insert(body.transaction_id);
                self.receipts.insert(body.receipt_number.clone());
                self.transactions.extend(body.original_transaction_id);
                self.originals.extend(body.original_transaction_id);
            }
            EntryBody::ShiftOpened(body) => self.at(body.shift_id, body.user_id),
            EntryBody::ShiftClosed(body) => self.at(body.shift_id, body.user_id),
            EntryBody::CashMoved(body) => self.at(body.shift_id, body.user_id),
            EntryBody::DrawerOpened(body) => self.at(body.shift_id, body.user_id),
            EntryBody::StockMoved(body) => drop(self.users.insert(body.user_id)),
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

    fn at(&mut self, shift_id: Uuid, user_id: Uuid) {
        self.shifts.insert(shift_id);
        self.users.insert(user_id);
    }
}
