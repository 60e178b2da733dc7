//! From entries to the rows of trade, shifts and stock.

use domain::entry::{EntryBody, ShiftStep};
use domain::transaction::TransactionBody;
use protocol::QuarantineReason;
use uuid::Uuid;

use super::quarantine::QuarantineList;
use super::references::References;
use super::shift::ShiftRows;
use super::stock::StockRows;
use super::trade::TradeRows;
use crate::database::{DatabaseError, DbTransaction};
use protocol::receive::{Quarantine, VerifiedEntry};

/// The rows of entries, table by table.
pub(super) struct EntryRows<'e> {
    references: References,
    shifts: ShiftRows<'e>,
    trade: TradeRows<'e>,
    stock: StockRows<'e>,
}

impl<'e> EntryRows<'e> {
    pub(super) fn new(references: References) -> Self {
        Self {
            references,
            shifts: ShiftRows::default(),
            trade: TradeRows::default(),
            stock: StockRows::default(),
        }
    }

    /// Adds the rows of an entry. Catalog and people are projected elsewhere.
    pub(super) fn add(
        &mut self,
        entry: &'e VerifiedEntry,
        body: &'e EntryBody,
        quarantine: &mut QuarantineList,
    ) {
        for missing in self.missing(body) {
            let detail = format_args!("the {missing} is not known");
            let reason = QuarantineReason::ReferenceUnknown;
            quarantine.add(entry, Quarantine::flagged(reason, detail));
        }
        if let Err(held) = self.add_rows(entry, body, quarantine) {
            quarantine.add(entry, held);
        }
    }

    /// The references of the entry that are not known here. The entry still counts.
    fn missing(&self, body: &EntryBody) -> Vec<&'static str> {
        let known = &self.references;
        let references = body.references();
        let is_unknown = |user_id: Uuid| !known.users.contains(&user_id);
        let is_not_open = |shift: ShiftStep| match shift {
            ShiftStep::Within(shift_id) => known.shifts.get(&shift_id) != Some(&false),
            ShiftStep::Opens(_) | ShiftStep::Closes(_) => false,
        };
        let is_missing = |transaction_id: Uuid| !known.transactions.contains(&transaction_id);
        let mut missing = Vec::new();
        if references.user_id.is_some_and(is_unknown) {
            missing.push("person");
        }
        if body.shift().is_some_and(is_not_open) {
            missing.push("shift, or that it is still open,");
        }
        if references.reprinted_transaction_id.is_some_and(is_missing) {
            missing.push("transaction");
        }
        missing
    }

    fn add_rows(
        &mut self,
        entry: &'e VerifiedEntry,
        body: &'e EntryBody,
        quarantine: &mut QuarantineList,
    ) -> Result<(), Quarantine> {
        let known = &mut self.references;
        match body {
            EntryBody::UserChanged(changed) => {
                known.users.insert(changed.user_id);
            }
            EntryBody::ShiftOpened(opened) => self.shifts.open(entry, opened, known)?,
            EntryBody::ShiftClosed(closed) => self.shifts.close(entry, closed, known)?,
            EntryBody::CashMoved(moved) => self.shifts.move_cash(entry, moved),
            EntryBody::TransactionCompleted(completed) => {
                self.add_transaction(entry, completed, quarantine)?;
            }
            EntryBody::StockMoved(moved) => self.stock.adjust(entry, moved),
            EntryBody::RegisterOpened(_)
            | EntryBody::StoreChanged(_)
            | EntryBody::ProductsChanged(_)
            | EntryBody::DrawerOpened(_)
            | EntryBody::ReceiptReprinted(_)
            | EntryBody::Unknown { .. } => {}
        }
        Ok(())
    }

    fn add_transaction(
        &mut self,
        entry: &'e VerifiedEntry,
        completed: &'e TransactionBody,
        quarantine: &mut QuarantineList,
    ) -> Result<(), Quarantine> {
        let known = &mut self.references;
        if known.transactions.contains(&completed.transaction_id) {
            let detail = "the transaction is here under another entry";
            return Err(Quarantine::held(QuarantineReason::BodyInvalid, detail));
        }
        let mut flag = |reason, detail| quarantine.add(entry, Quarantine::flagged(reason, detail));
        if known.receipts.contains(&completed.receipt_number) {
            flag(
                QuarantineReason::ReceiptNumberRepeated,
                "this register gave the receipt number before",
            );
        }
        let original = completed.original_transaction_id;
        if original.is_some_and(|original| !known.transactions.contains(&original)) {
            flag(
                QuarantineReason::ReferenceUnknown,
                "the refunded sale is not known",
            );
        }
        if known.add_transaction(completed) {
            flag(
                QuarantineReason::RefundedTwice,
                "more was refunded than was sold",
            );
        }
        self.trade.add(entry, completed);
        self.stock.add(entry, &completed.stock_movements);
        Ok(())
    }

    /// Writes the rows: one statement a table, all sent at once.
    pub(super) async fn store(
        &self,
        transaction: &DbTransaction,
        register_id: Uuid,
        epoch: Uuid,
    ) -> Result<(), DatabaseError> {
        tokio::try_join!(
            self.shifts.store(transaction, register_id),
            self.trade.store(transaction, register_id),
            self.stock.store(transaction, register_id, epoch),
        )?;
        Ok(())
    }
}
