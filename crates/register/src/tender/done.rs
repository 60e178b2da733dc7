//! The sale that was just paid. It is shown until somebody dismisses it, also after a restart.

use domain::entry::EntryBody;
use domain::user::Permission;
use ledger::{CartRow, CartState, PrintState, StoredTransaction};
use uuid::Uuid;

use super::written::WrittenTransaction;
use crate::cart::{current_cart, payment_view};
use crate::command::{Command, CommandContext, CommandOutcome};
use crate::error::AppError;
use crate::printing::ReceiptHead;
use crate::register::Register;
use crate::shop::Shop;
use crate::view::{CartView, DoneView, ReceiptState};

impl Register {
    /// Dismisses the finished sale, so that the screen shows an empty cart.
    pub fn done_dismiss(&self, command_id: Uuid) -> Result<CartView, AppError> {
        self.run(
            Command::new(command_id, Permission::Sell),
            |context| {
                context.commit(|commit| {
                    let row = current_cart(commit, &context.shop.settings_in(commit)?.store)?;
                    if row.state.completed_transaction_id.is_some() {
                        let state = CartState {
                            completed_transaction_id: None,
                            ..row.state
                        };
                        commit.cart_save(state, command_id, row.revision)?;
                    }
                    Ok(())
                })
            },
            |context, _| context.shop.show_cart(&context.shop.cart()?),
        )
    }
}

/// The answer to a command that completes a transaction.
pub(super) fn done_view(
    context: &CommandContext<'_>,
    outcome: CommandOutcome<WrittenTransaction>,
) -> Result<DoneView, AppError> {
    match outcome {
        CommandOutcome::Done(written) => just_done(context, written),
        CommandOutcome::Repeated => {
            let body = context.appended_body()?;
            let written = body.as_ref().and_then(EntryBody::transaction);
            let written = written.ok_or(AppError::NotFound { what: "command" })?;
            let done = context.shop.done(written.transaction_id)?;
            done.ok_or(AppError::NotFound {
                what: "transaction",
            })
        }
    }
}

/// The same for one that was written now. It is known already: reading it again would decrypt
/// pages while the customer waits.
fn just_done(
    context: &CommandContext<'_>,
    written: WrittenTransaction,
) -> Result<DoneView, AppError> {
    let head = ReceiptHead {
        store: written.settings.store.clone(),
        cashier_name: context.actor.full_name.clone(),
    };
    let is_printed = written.is_printed;
    let transaction = StoredTransaction::from(written);
    let receipt_state = if is_printed {
        context
            .shop
            .receipt_state(transaction.body.transaction_id)?
    } else {
        ReceiptState::None
    };
    context.shop.show_done(&transaction, &head, receipt_state)
}

impl Shop {
    /// The sale that left this cart empty, until the cart is changed or dismissed.
    pub(crate) fn done_of(&self, row: &CartRow) -> Result<Option<DoneView>, AppError> {
        match row.state.completed_transaction_id {
            Some(transaction_id) => self.done(transaction_id),
            None => Ok(None),
        }
    }

    fn done(&self, transaction_id: Uuid) -> Result<Option<DoneView>, AppError> {
        let Some(transaction) = self.ledger.transaction(transaction_id)? else {
            return Ok(None);
        };
        let head = ReceiptHead::read(&self.ledger, &transaction)?;
        let receipt_state = self.receipt_state(transaction_id)?;
        self.show_done(&transaction, &head, receipt_state).map(Some)
    }

    fn receipt_state(&self, transaction_id: Uuid) -> Result<ReceiptState, AppError> {
        let job = self.ledger.print_job_of(transaction_id)?;
        Ok(job.map_or(ReceiptState::None, |job| receipt_state(job.state)))
    }

    fn show_done(
        &self,
        transaction: &StoredTransaction,
        head: &ReceiptHead,
        receipt_state: ReceiptState,
    ) -> Result<DoneView, AppError> {
        let money = self.money()?;
        let body = &transaction.body;
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
            receipt_state,
            receipt: self.receipt_of(transaction, head)?,
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
