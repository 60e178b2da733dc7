//! The sale that was just paid: shown until somebody dismisses it, also after a restart.
//!
//! No flag says so. The empty cart that a sale leaves behind bears the id of the sale's command;
//! whatever happens to the cart next, a scan or a dismissal, gives it another.

use domain::cart::Cart;
use domain::entry::{EntryBody, EntryKind};
use ledger::{PrintState, StoredTransaction, TransactionRow};
use uuid::Uuid;

use super::complete::Written;
use super::offer::payment_view;
use crate::cart::{fresh, is_untouched};
use crate::error::AppError;
use crate::register::Register;
use crate::shop::Shop;
use crate::view::{CartView, DoneView, ReceiptState};

impl Register {
    /// Puts the finished sale away, so that the screen shows an empty cart.
    pub fn done_dismiss(&self) -> Result<CartView, AppError> {
        let shop = self.shop()?;
        self.actor(&shop)?;
        let row = shop.ledger.commit(|commit| {
            let row = commit
                .cart_load()?
                .ok_or(AppError::Defect("a shop without a cart"))?;
            if !is_untouched(&row.cart) {
                return Ok(row);
            }
            Ok::<_, AppError>(commit.cart_save(&fresh(self), self.new_id(), row.revision)?)
        })?;
        shop.show_cart(&row)
    }
}

impl Shop {
    /// The sale that left this cart behind, if nothing happened since.
    pub(crate) fn done_of(&self, cart: &Cart) -> Result<Option<DoneView>, AppError> {
        if is_untouched(cart) {
            self.done_with(cart.id())
        } else {
            Ok(None)
        }
    }

    /// The transaction that this command wrote.
    pub(super) fn done_with(&self, command_id: Uuid) -> Result<Option<DoneView>, AppError> {
        let Some(stored) = self.ledger.entry_by_id(command_id)? else {
            return Ok(None);
        };
        if stored.entry.header.kind != EntryKind::TransactionCompleted {
            return Ok(None);
        }
        let body = EntryBody::decode(
            &stored.entry.header.kind,
            stored.entry.header.version,
            &stored.entry.body,
        )?;
        let EntryBody::TransactionCompleted(body) = body else {
            return Ok(None);
        };
        let transaction = self.ledger.transaction(body.transaction_id)?;
        transaction
            .map(|transaction| self.show_done(&transaction))
            .transpose()
    }

    pub(super) fn show_done(&self, transaction: &StoredTransaction) -> Result<DoneView, AppError> {
        let money = self.money()?;
        let body = &transaction.body;
        let job = self.ledger.print_job_of(body.transaction_id)?;
        Ok(DoneView {
            transaction_id: body.transaction_id,
            receipt_number: body.receipt_number.clone(),
            total: money.view(body.total_cents()?),
            change: money.view(body.change_cents),
            payments: body
                .payments
                .iter()
                .map(|paid| payment_view(money, paid))
                .collect(),
            receipt_state: job.map_or(ReceiptState::None, |job| receipt_state(job.state)),
            receipt: self.receipt_of(transaction, None)?,
        })
    }
}

fn receipt_state(state: PrintState) -> ReceiptState {
    match state {
        PrintState::Queued => ReceiptState::Queued,
        PrintState::Printing => ReceiptState::Printing,
        PrintState::Printed => ReceiptState::Printed,
        PrintState::Failed => ReceiptState::Failed,
        PrintState::Interrupted => ReceiptState::Interrupted,
        PrintState::Discarded => ReceiptState::None,
    }
}

impl From<&Written> for StoredTransaction {
    fn from(written: &Written) -> Self {
        let body = &written.body;
        let method = match body.payments.as_slice() {
            [only] => Some(only.method),
            _ => None,
        };
        Self {
            row: TransactionRow {
                position: written.entry.position,
                transaction_id: body.transaction_id,
                receipt_number: body.receipt_number.clone(),
                kind: body.kind,
                recorded_at_ms: written.now.recorded_at_ms,
                utc_offset_minutes: written.now.utc_offset_minutes,
                business_date: body.business_date,
                shift_id: body.shift_id,
                cashier_id: body.cashier_id,
                net_amount_cents: body.net_amount_cents,
                rounding_cents: body.rounding_cents,
                payment_method: method,
                item_count: u32::try_from(body.items.len()).unwrap_or(u32::MAX),
            },
            seq: written.entry.seq,
            hash: written.entry.hash,
            body: body.clone(),
        }
    }
}
