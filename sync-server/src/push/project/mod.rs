//! From documents to the rows of trade: shifts, transactions, cash and stock.

mod counter;
mod stock;
mod trade;

use domain::entry::EntryBody;
use protocol::QuarantineReason;
use uuid::Uuid;

use super::aside::{Aside, AsideList};
use super::known::Known;
use super::verify::Document;
use crate::database::{DatabaseError, DbTransaction};

use counter::{CashMovements, ClosedShifts, OpenedShifts};
use stock::{Adjustments, Movements};
use trade::{Items, Payments, Transactions};

/// Rows to be written, table by table.
pub(super) struct Projection<'push> {
    known: Known,
    opened: OpenedShifts<'push>,
    closed: ClosedShifts<'push>,
    cash: CashMovements<'push>,
    transactions: Transactions<'push>,
    items: Items<'push>,
    payments: Payments<'push>,
    movements: Movements<'push>,
    adjustments: Adjustments<'push>,
}

impl<'push> Projection<'push> {
    pub(super) fn new(known: Known) -> Self {
        Self {
            known,
            opened: OpenedShifts::default(),
            closed: ClosedShifts::default(),
            cash: CashMovements::default(),
            transactions: Transactions::default(),
            items: Items::default(),
            payments: Payments::default(),
            movements: Movements::default(),
            adjustments: Adjustments::default(),
        }
    }

    /// Takes a document of trade; what stands aside goes on the list. Catalog and people are somebody else's.
    pub(super) fn add(
        &mut self,
        document: &'push Document,
        body: &'push EntryBody,
        aside: &mut AsideList,
    ) {
        let mut flag = |what: &str| {
            let reason = QuarantineReason::ReferenceUnknown;
            aside.add(
                document.seq,
                Aside::flagged(reason, format_args!("the {what} is not known")),
            );
        };
        if let Some(user_id) = user_of(body)
            && !self.known.users.contains(&user_id)
        {
            flag("person");
        }
        if let Some(shift_id) = shift_of(body)
            && self.known.shifts.get(&shift_id) != Some(&false)
        {
            flag("shift, or that it is still open,");
        }
        if let EntryBody::ReceiptReprinted(reprinted) = body
            && !self.known.transactions.contains(&reprinted.transaction_id)
        {
            flag("transaction");
        }
        if let Err(refused) = self.add_rows(document, body, aside) {
            aside.add(document.seq, refused);
        }
    }

    fn add_rows(
        &mut self,
        document: &'push Document,
        body: &'push EntryBody,
        aside: &mut AsideList,
    ) -> Result<(), Aside> {
        match body {
            EntryBody::UserChanged(changed) => {
                self.known.users.insert(changed.user_id);
            }
            EntryBody::ShiftOpened(opened) => {
                if self.known.shifts.insert(opened.shift_id, false).is_some() {
                    return Err(invalid("the shift was opened before"));
                }
                self.opened.add(document, opened);
            }
            EntryBody::ShiftClosed(closed) => match self.known.shifts.insert(closed.shift_id, true)
            {
                Some(false) => self.closed.add(document, closed),
                Some(true) => return Err(invalid("the shift was closed before")),
                None => {
                    self.known.shifts.remove(&closed.shift_id);
                    let reason = QuarantineReason::ReferenceUnknown;
                    return Err(Aside::whole(
                        reason,
                        "the shift that is closed is not known",
                    ));
                }
            },
            EntryBody::CashMoved(moved) => self.cash.add(document, moved),
            EntryBody::TransactionCompleted(sold) => {
                if self.known.transactions.contains(&sold.transaction_id) {
                    return Err(invalid("the transaction is here under another entry"));
                }
                self.add_trade(document, sold, aside);
            }
            EntryBody::StockMoved(moved) => {
                self.movements.add(document, &moved.movements);
                self.adjustments.add(document, moved);
            }
            EntryBody::RegisterOpened(_)
            | EntryBody::StoreChanged(_)
            | EntryBody::ProductsChanged(_)
            | EntryBody::DrawerOpened(_)
            | EntryBody::ReceiptReprinted(_)
            | EntryBody::Unknown { .. } => {}
        }
        Ok(())
    }

    fn add_trade(
        &mut self,
        document: &'push Document,
        sold: &'push domain::transaction::TransactionBody,
        aside: &mut AsideList,
    ) {
        let mut flag = |reason, what| aside.add(document.seq, Aside::flagged(reason, what));
        if self.known.receipts.contains(&sold.receipt_number) {
            flag(
                QuarantineReason::ReceiptNumberRepeated,
                "this register gave the receipt number before",
            );
        }
        let original = sold.original_transaction_id;
        if original.is_some_and(|original| !self.known.transactions.contains(&original)) {
            flag(
                QuarantineReason::ReferenceUnknown,
                "the refunded sale is not known",
            );
        }
        if self.known.trade(sold) {
            flag(
                QuarantineReason::RefundedTwice,
                "more was refunded than was sold",
            );
        }
        self.transactions.add(document, sold);
        self.items.add(sold);
        self.payments.add(sold);
        self.movements.add(document, &sold.stock_movements);
    }

    /// Writes the rows: one statement a table, all sent at once.
    pub(super) async fn store(
        &self,
        transaction: &DbTransaction,
        register_id: Uuid,
        epoch: Uuid,
    ) -> Result<(), DatabaseError> {
        // A shift that is opened and closed in one push is opened first.
        self.opened.store(transaction, register_id).await?;
        tokio::try_join!(
            self.closed.store(transaction),
            self.cash.store(transaction, register_id),
            self.transactions.store(transaction, register_id),
            self.items.store(transaction),
            self.payments.store(transaction),
            self.movements.store(transaction, register_id, epoch),
            self.adjustments.store(transaction, register_id),
        )?;
        Ok(())
    }
}

fn invalid(what: &str) -> Aside {
    Aside::whole(QuarantineReason::BodyInvalid, what)
}

/// Who did it.
fn user_of(body: &EntryBody) -> Option<Uuid> {
    match body {
        EntryBody::TransactionCompleted(body) => Some(body.cashier_id),
        EntryBody::ShiftOpened(body) => Some(body.user_id),
        EntryBody::ShiftClosed(body) => Some(body.user_id),
        EntryBody::CashMoved(body) => Some(body.user_id),
        EntryBody::DrawerOpened(body) => Some(body.user_id),
        EntryBody::StockMoved(body) => Some(body.user_id),
        EntryBody::ReceiptReprinted(body) => Some(body.user_id),
        _ => None,
    }
}

/// The shift that has to be open for it, where money moves without changing the shift itself.
fn shift_of(body: &EntryBody) -> Option<Uuid> {
    match body {
        EntryBody::TransactionCompleted(body) => Some(body.shift_id),
        EntryBody::CashMoved(body) => Some(body.shift_id),
        EntryBody::DrawerOpened(body) => Some(body.shift_id),
        _ => None,
    }
}
