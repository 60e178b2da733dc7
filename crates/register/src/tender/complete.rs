//! Taking the money: one commit, then paper.

use std::mem;
use std::sync::Arc;

use domain::business_day::business_day;
use domain::cart::Cart;
use domain::discount_limit::DiscountLimit;
use domain::entry::EntryBody;
use domain::refund::RefundPart;
use domain::tender::{PaymentOffer, Tender, TenderRules, refund_tender, tender};
use domain::totals::Totals;
use domain::transaction::{CompletionContext, TransactionBody, complete};
use domain::user::{Approval, Permission, allows};
use ledger::{CartRow, CartState, Commit, NewPrintJob, PrintSubject};
use uuid::Uuid;

use super::done::done_view;
use super::offer::{needed, read_offers};
use super::written::WrittenTransaction;
use crate::authority::{Actor, InPlace};
use crate::cart::{add_approval, after_parts, current_cart, figures, needs_approval, new_cart};
use crate::command::{Command, CommandContext};
use crate::error::{AccessError, AppError, CurrentCartError, OpenShiftError, PaymentError};
use crate::events::RegisterEvent;
use crate::register::Register;
use crate::shop::{Shop, ShopSettings};
use crate::view::{ApprovalInput, DoneView, OfferInput};

/// A transaction to write, besides its cart.
pub(super) struct Completion {
    /// The ones in force: the same for all that the transaction computes.
    pub(super) settings: Arc<ShopSettings>,
    pub(super) original_transaction_id: Option<Uuid>,
    pub(super) offers: Vec<PaymentOffer>,
    pub(super) approvals: Vec<Approval>,
}

impl Register {
    /// Completes the sale in the cart: the offers pay what the parts that were taken already leave
    /// open. When this returns, it is on disk. Its receipt is queued in
    /// the same commit, and nobody waits for the printer. The same command again gives the same
    /// sale, also after a restart.
    pub fn tender_complete(
        &self,
        command_id: Uuid,
        cart_revision: i64,
        offers: &[OfferInput],
    ) -> Result<DoneView, AppError> {
        self.tender_complete_approved(command_id, cart_revision, offers, None)
    }

    /// The same, with an approval of the discounts for the case that the cart has outgrown those it
    /// has.
    pub fn tender_complete_approved(
        &self,
        command_id: Uuid,
        cart_revision: i64,
        offers: &[OfferInput],
        approval: Option<&ApprovalInput>,
    ) -> Result<DoneView, AppError> {
        self.run(
            Command::new(command_id, Permission::Sell).telling(RegisterEvent::PrintQueueChanged),
            |context| {
                context.shop.open_shift_id()?;
                let payment = CartPayment {
                    cart_revision,
                    offers: read_offers(context.shop.money()?, offers)?,
                    approval: self.approve_discounts(context, approval)?,
                };
                let written = context.commit(|commit| sell(context, commit, payment))?;
                after_commit(context.shop, &written);
                Ok(written)
            },
            done_view,
        )
    }

    /// The approval that the cart still needs. A PIN takes time to check, so that this is done
    /// before the commit; the commit refuses when the cart has changed meanwhile.
    fn approve_discounts(
        &self,
        context: &CommandContext<'_>,
        approval: Option<&ApprovalInput>,
    ) -> Result<Option<Approval>, AppError> {
        let shop = context.shop;
        if approval.is_none() || !needs_approval(&shop.cart()?.state, &shop.settings().store)? {
            return Ok(None);
        }
        let permission = Permission::DiscountAboveLimit;
        let actor = self.permit_in_place(shop, permission, InPlace::Approved(approval))?;
        Ok(actor.approval)
    }
}

/// How the cart is paid.
struct CartPayment {
    cart_revision: i64,
    offers: Vec<PaymentOffer>,
    approval: Option<Approval>,
}

/// Writes the sale in the cart and leaves an empty cart that shows it.
fn sell(
    context: &CommandContext<'_>,
    commit: &mut Commit<'_>,
    payment: CartPayment,
) -> Result<WrittenTransaction, AppError> {
    let actor = &context.actor;
    let settings = context.shop.settings_in(commit)?;
    let store = &settings.store;
    let CartRow {
        revision,
        mut state,
        ..
    } = current_cart(commit, store)?;
    if state.cart.is_empty() {
        return Err(CurrentCartError::Empty.into());
    }
    if revision != payment.cart_revision {
        return Err(CurrentCartError::Changed.into());
    }
    if let Some(approval) = payment.approval {
        add_approval(&mut state, approval, store)?;
    }
    let sums = figures(&state, store)?;
    let limit = DiscountLimit::of(store)?;
    let permission = Permission::DiscountAboveLimit;
    if !allows(actor.role, permission) && limit.needs_approval(&sums, &state.approvals) {
        return Err(AccessError::ApprovalRequired { permission }.into());
    }
    let completion = Completion {
        original_transaction_id: None,
        offers: after_parts(&state, store, sums.net_amount_cents, payment.offers)?,
        approvals: approvals_used(&state, &sums, &limit, actor),
        settings: Arc::clone(&settings),
    };
    let written = write(context, commit, (&state.cart, &sums), completion)?;
    let left = CartState {
        completed_transaction_id: Some(written.body.transaction_id),
        ..new_cart(context.register).into()
    };
    commit.cart_save(left, context.command_id, revision)?;
    Ok(written)
}

/// The approvals that a discount of the cart stands on. Nobody approves what they do themselves.
fn approvals_used(
    state: &CartState,
    sums: &Totals,
    limit: &DiscountLimit,
    actor: &Actor,
) -> Vec<Approval> {
    let mut used: Vec<Approval> = Vec::new();
    for given in &state.approvals {
        let approval = given.approval();
        let counts = approval.user_id != actor.user_id && given.is_used(sums, limit);
        if counts && !used.contains(&approval) {
            used.push(approval);
        }
    }
    used
}

/// What happens once a transaction is on disk, and never before.
pub(super) fn after_commit(shop: &Shop, written: &WrittenTransaction) {
    if written.is_printed {
        shop.ring_printer();
    }
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
    (cart, sums): (&Cart, &Totals),
    mut completion: Completion,
) -> Result<WrittenTransaction, AppError> {
    let store = &completion.settings.store;
    let due = sums.net_amount_cents;
    let paid = tender(
        due,
        &needed(due, mem::take(&mut completion.offers)),
        store.cash_rounding.as_ref(),
        &TenderRules::new(&store.currency),
    )?;
    append(context, commit, (cart, sums, &paid), completion)
}

/// The same for what comes back of a known sale.
pub(super) fn write_refund(
    context: &CommandContext<'_>,
    commit: &mut Commit<'_>,
    part: &RefundPart,
    mut completion: Completion,
) -> Result<WrittenTransaction, AppError> {
    let store = &completion.settings.store;
    let due = part.totals.net_amount_cents;
    let paid = refund_tender(
        due,
        &needed(due, mem::take(&mut completion.offers)),
        store.cash_rounding.as_ref(),
        &TenderRules::new(&store.currency),
        part.payouts,
    )?;
    append(
        context,
        commit,
        (&part.cart, &part.totals, &paid),
        completion,
    )
}

fn append(
    context: &CommandContext<'_>,
    commit: &mut Commit<'_>,
    (cart, sums, paid): (&Cart, &Totals, &Tender),
    completion: Completion,
) -> Result<WrittenTransaction, AppError> {
    let (shop, now) = (context.shop, context.now);
    let store = &completion.settings.store;
    let shift_id = commit.shift_open_id()?.ok_or(OpenShiftError::NoneOpen)?;
    if !paid.complete {
        return Err(PaymentError::Insufficient {
            missing_cents: paid.remaining_cents.value(),
        }
        .into());
    }
    let cutoff = store.business_day_cutoff_minutes;
    let receipt_seq = commit.next_receipt_seq()?;
    let prefix = shop.receipt_prefix(commit.identity().epoch)?;
    let completed = CompletionContext {
        receipt_number: prefix.number(receipt_seq),
        receipt_seq,
        shift_id,
        business_date: business_day(now.recorded_at_ms, now.utc_offset_minutes, cutoff)?,
        cashier_id: context.actor.user_id,
        original_transaction_id: completion.original_transaction_id,
        currency: store.currency.clone(),
        approvals: completion.approvals,
    };
    let body = complete(cart, sums, paid, completed)?;
    let document = EntryBody::TransactionCompleted(Box::new(body.clone()));
    let entry = context.append(commit, &document)?;
    let is_printed = completion.settings.own.printer.is_some();
    if is_printed {
        commit.print_job_insert(&receipt_job(&body), now)?;
    }
    Ok(WrittenTransaction {
        body,
        entry,
        now,
        is_printed,
        settings: completion.settings,
    })
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
