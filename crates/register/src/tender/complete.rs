//! Taking the money: one commit, then paper.

use domain::business_day::business_day;
use domain::cart::Cart;
use domain::discount_limit::is_approved;
use domain::entry::EntryBody;
use domain::receipt_number::ReceiptPrefix;
use domain::tender::{PaymentOffer, tender};
use domain::totals::totals;
use domain::transaction::{CompletionContext, TransactionBody, complete};
use domain::user::{Approval, Permission, allows};
use ledger::{CartRow, CartState, Commit, NewPrintJob, PrintSubject};
use uuid::Uuid;

use super::done::done_view;
use super::offer::{needed, read_offers, rules};
use super::written::WrittenTransaction;
use crate::cart::{current_cart, exceeds_limit, new_cart, rules as totals_rules};
use crate::command::{Command, CommandContext};
use crate::error::{AccessError, AppError, CurrentCartError, OpenShiftError, PaymentError};
use crate::events::RegisterEvent;
use crate::register::Register;
use crate::shop::{Shop, register_name_in};
use crate::view::{DoneView, OfferInput};

/// A transaction to write, besides its cart.
pub(super) struct Completion {
    pub(super) original_transaction_id: Option<Uuid>,
    pub(super) offers: Vec<PaymentOffer>,
    pub(super) approvals: Vec<Approval>,
}

impl Register {
    /// Completes the sale in the cart. When this returns, it is on disk. Its receipt is queued in
    /// the same commit, and nobody waits for the printer. The same command again gives the same
    /// sale, also after a restart.
    pub fn tender_complete(
        &self,
        command_id: Uuid,
        cart_revision: i64,
        offers: &[OfferInput],
    ) -> Result<DoneView, AppError> {
        self.run(
            Command::new(command_id, Permission::Sell).telling(RegisterEvent::PrintQueueChanged),
            |context| {
                context.shop.open_shift()?;
                let offers = read_offers(context.shop.money()?, offers)?;
                let written =
                    context.commit(|commit| sell(context, commit, cart_revision, offers))?;
                after_commit(context.shop, &written);
                Ok(written)
            },
            done_view,
        )
    }
}

/// Writes the sale in the cart and leaves an empty cart that shows it.
fn sell(
    context: &CommandContext<'_>,
    commit: &mut Commit<'_>,
    cart_revision: i64,
    offers: Vec<PaymentOffer>,
) -> Result<WrittenTransaction, AppError> {
    let actor = &context.actor;
    let CartRow {
        revision, state, ..
    } = current_cart(commit)?;
    if state.cart.is_empty() {
        return Err(CurrentCartError::Empty.into());
    }
    if revision != cart_revision {
        return Err(CurrentCartError::Changed.into());
    }
    let permission = Permission::DiscountAboveLimit;
    let mut approvals = state.approvals;
    if !allows(actor.role, permission)
        && exceeds_limit(&state.cart, &context.shop.settings().store)?
        && !is_approved(&approvals)
    {
        return Err(AccessError::ApprovalRequired { permission }.into());
    }
    // Nobody approves what they do themselves.
    approvals.retain(|approval| approval.user_id != actor.user_id);
    let completion = Completion {
        original_transaction_id: None,
        offers,
        approvals,
    };
    let written = write(context, commit, &state.cart, completion)?;
    let left = CartState {
        completed_transaction_id: Some(written.body.transaction_id),
        ..new_cart(context.register).into()
    };
    commit.cart_save(left, context.command_id, revision)?;
    Ok(written)
}

/// What happens once a transaction is on disk, and never before.
pub(super) fn after_commit(shop: &Shop, written: &WrittenTransaction) {
    shop.ring_printer();
    log::info!(
        "transaction {} is entry {} with receipt {}",
        written.body.transaction_id,
        written.entry.seq,
        written.body.receipt_number
    );
}

/// Appends a transaction with its receipt number and its print job.
pub(super) fn write(
    context: &CommandContext<'_>,
    commit: &mut Commit<'_>,
    cart: &Cart,
    completion: Completion,
) -> Result<WrittenTransaction, AppError> {
    let (shop, now) = (context.shop, context.now);
    let settings = shop.settings();
    let store = &settings.store;
    let shift = commit.shift_open()?.ok_or(OpenShiftError::NoneOpen)?;
    let sums = totals(cart, &totals_rules(store))?;
    let rounding = store.cash_rounding.as_ref();
    let money = shop.money()?;
    let paid = tender(
        sums.net_amount_cents,
        &needed(sums.net_amount_cents, completion.offers),
        rounding,
        &rules(money),
    )?;
    if !paid.complete {
        return Err(PaymentError::Insufficient {
            missing_cents: paid.remaining_cents.value(),
        }
        .into());
    }
    let cutoff = store.business_day_cutoff_minutes;
    let receipt_seq = commit.next_receipt_seq()?;
    let earlier_epochs = shop.earlier_epochs(commit.identity().epoch)?;
    let prefix = receipt_prefix(&register_name_in(commit)?, earlier_epochs);
    let completed = CompletionContext {
        receipt_number: prefix.number(receipt_seq),
        receipt_seq,
        shift_id: shift.shift_id,
        business_date: business_day(now.recorded_at_ms, now.utc_offset_minutes, cutoff)?,
        cashier_id: context.actor.user_id,
        original_transaction_id: completion.original_transaction_id,
        currency: store.currency.clone(),
        approvals: completion.approvals,
    };
    let body = complete(cart, &sums, &paid, completed)?;
    let document = EntryBody::TransactionCompleted(Box::new(body.clone()));
    let entry = context.append(commit, &document)?;
    if shop.has_printer() {
        commit.print_job_insert(&receipt_job(&body), now)?;
    }
    Ok(WrittenTransaction { body, entry, now })
}

fn receipt_job(body: &TransactionBody) -> NewPrintJob {
    NewPrintJob {
        what: PrintSubject::Receipt,
        label: body.receipt_number.clone(),
        subject_id: Some(body.transaction_id),
        copy: None,
        payload: None,
    }
}

/// The letters before the number; they come from the register's name at setup and never change
/// within an epoch.
pub(crate) fn receipt_prefix(register_name: &str, earlier_epochs: u32) -> ReceiptPrefix {
    ReceiptPrefix::from_register_name(register_name, earlier_epochs)
}
