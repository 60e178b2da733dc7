//! Taking the money: one commit, then paper.

use domain::business_day::business_day;
use domain::cart::{Cart, TransactionKind};
use domain::entry::EntryBody;
use domain::receipt_number::ReceiptPrefix;
use domain::tender::{PaymentMethod, PaymentOffer, TenderError, tender};
use domain::totals::totals;
use domain::transaction::{CompletionContext, TransactionBody, complete};
use domain::user::{Approval, Permission, allows};
use ledger::{AppendedEntry, Commit, NewPrintJob, Now, PrintSubject, StoredTransaction};
use uuid::Uuid;

use super::offer::{needed, read_offers, rules};
use crate::cart::{approvals_of, exceeds_limit, is_approved, rules as totals_rules};
use crate::error::AppError;
use crate::register::{Register, RegisterEvent};
use crate::setup::REGISTER_NAME;
use crate::shop::Shop;
use crate::view::{DoneView, OfferInput};

/// A transaction to write, besides its cart.
pub(super) struct Completion {
    pub(super) command_id: Uuid,
    pub(super) cashier_id: Uuid,
    pub(super) original_transaction_id: Option<Uuid>,
    pub(super) offers: Vec<PaymentOffer>,
    pub(super) approvals: Vec<Approval>,
    pub(super) now: Now,
}

/// A transaction that was written, and where its entry stands.
pub(super) struct Written {
    pub(super) body: TransactionBody,
    pub(super) entry: AppendedEntry,
    pub(super) now: Now,
}

impl Register {
    /// Completes the sale in the cart. When this returns, it is on disk; its receipt is queued in
    /// the same commit, and nobody waits for the printer. The same command again, also after a
    /// restart, gives the same sale.
    pub fn tender_complete(
        &self,
        command_id: Uuid,
        cart_revision: i64,
        offers: &[OfferInput],
    ) -> Result<DoneView, AppError> {
        let shop = self.shop()?;
        let actor = self.permit(&shop, Permission::Sell)?;
        let _turn = shop.turns.take(command_id);
        if let Some(done) = shop.done_with(command_id)? {
            return Ok(done);
        }
        shop.open_shift()?;
        let offers = read_offers(shop.money()?, offers)?;
        let now = shop.now(self);
        let store = &shop.settings().store;
        let is_trusted = allows(self.actor(&shop)?.role, Permission::DiscountAboveLimit);
        let written = shop.ledger.commit(|commit| {
            let row = commit.cart_load()?.ok_or(AppError::CartEmpty)?;
            if row.cart.is_empty() {
                return Err(AppError::CartEmpty);
            }
            if row.revision != cart_revision {
                return Err(AppError::CartChanged);
            }
            let mut approvals = approvals_of(commit, row.cart.id())?;
            if !is_trusted && exceeds_limit(&row.cart, store)? && !is_approved(&approvals) {
                let permission = Permission::DiscountAboveLimit;
                return Err(AppError::ApprovalRequired { permission });
            }
            // Nobody approves what they do themselves.
            approvals.retain(|approval| approval.user_id != actor.user_id);
            let completion = Completion {
                command_id,
                cashier_id: actor.user_id,
                original_transaction_id: None,
                approvals,
                offers,
                now,
            };
            let written = write(&shop, commit, &row.cart, completion)?;
            // The id says which sale left this cart behind, until something is added to it.
            let left = Cart::new(command_id, TransactionKind::Sale);
            commit.cart_save(&left, command_id, row.revision)?;
            Ok(written)
        })?;
        self.after_sale(&shop, &written);
        shop.show_done(&StoredTransaction::from(&written))
    }

    /// What happens once the sale is on disk, and never before.
    pub(super) fn after_sale(&self, shop: &Shop, written: &Written) {
        shop.ring_printer();
        log::info!(
            "transaction {} is entry {} with receipt {}",
            written.body.transaction_id,
            written.entry.seq,
            written.body.receipt_number
        );
        self.parts.events.tell(RegisterEvent::PrintQueueChanged);
    }
}

/// Appends a transaction with its receipt number and its print job.
pub(super) fn write(
    shop: &Shop,
    commit: &mut Commit<'_>,
    cart: &Cart,
    completion: Completion,
) -> Result<Written, AppError> {
    let settings = shop.settings();
    let store = &settings.store;
    let shift = commit.shift_open()?.ok_or(AppError::NoOpenShift)?;
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
        return Err(AppError::AmountInsufficient {
            missing_cents: paid.remaining_cents.value(),
        });
    }
    let now = completion.now;
    let cutoff = store.business_day_cutoff_minutes;
    let receipt_seq = commit.next_receipt_seq()?;
    let register_name: Option<String> = commit.preference(REGISTER_NAME)?;
    let earlier_epochs = shop.earlier_epochs(commit.identity().epoch)?;
    let prefix = receipt_prefix(register_name.as_deref(), earlier_epochs);
    let context = CompletionContext {
        receipt_number: prefix.number(receipt_seq),
        receipt_seq,
        shift_id: shift.shift_id,
        business_date: business_day(now.recorded_at_ms, now.utc_offset_minutes, cutoff)?,
        cashier_id: completion.cashier_id,
        original_transaction_id: completion.original_transaction_id,
        currency: store.currency.clone(),
        approvals: completion.approvals,
    };
    let body = complete(cart, &sums, &paid, context)?;
    let document = EntryBody::TransactionCompleted(Box::new(body.clone()));
    let entry = commit.append(completion.command_id, &document, now, &shop.key)?;
    if shop.has_printer() {
        commit.print_job_insert(&receipt_job(&body), now)?;
    }
    Ok(Written { body, entry, now })
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
pub(crate) fn receipt_prefix(register_name: Option<&str>, earlier_epochs: u32) -> ReceiptPrefix {
    ReceiptPrefix::from_register_name(register_name.unwrap_or_default(), earlier_epochs)
}

impl From<TenderError> for AppError {
    fn from(error: TenderError) -> Self {
        match error {
            TenderError::AmountMustBePositive => Self::AmountInvalid { field: "amount" },
            TenderError::OnlyCashGivesChange => Self::PaymentExceedsDue,
            TenderError::QrisAboveLimit => Self::QrisLimit {
                limit_cents: domain::tender::QRIS_MAX_RUPIAH * 100,
            },
            TenderError::AmountLooksLikeABarcode => Self::AmountLooksLikeBarcode,
            other => Self::Tender(other),
        }
    }
}

/// Whether money goes into or out of the drawer.
pub(crate) fn is_cash(body: &TransactionBody) -> bool {
    body.payments
        .iter()
        .any(|paid| paid.method == PaymentMethod::Cash)
}
