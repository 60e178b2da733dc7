//! The ledger of a shop, written to as the use case of a sale does.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use chrono::NaiveDate;
use domain::cart::{Cart, NewItem, TransactionKind};
use domain::catalog::Product;
use domain::entry::{EntryBody, SigningKey};
use domain::quantity::Quantity;
use domain::store::StoreSettings;
use domain::tender::{PaymentMethod, PaymentOffer, Tender, TenderRules, tender};
use domain::totals::{Totals, TotalsRules, totals};
use domain::transaction::{CompletionContext, TransactionBody, complete};
use ledger::{Commit, Ledger, LedgerError, Now, ShiftRow};
use uuid::Uuid;

use super::goods;
use crate::sizes::ITEMS;

/// An open ledger with its open shift.
pub(crate) struct TradingLedger {
    pub(crate) ledger: Ledger,
    pub(super) key: SigningKey,
    pub(super) store: StoreSettings,
    shift: ShiftRow,
}

/// A paid cart, ready to be committed.
pub(crate) struct Paid {
    cart: Cart,
    sums: Totals,
    tender: Tender,
}

impl TradingLedger {
    pub(super) fn new(ledger: Ledger, key: SigningKey) -> Result<Self> {
        let store = ledger.store_settings()?.context("no store settings")?;
        let shift = ledger.shift_open()?.context("no open shift")?;
        Ok(Self {
            ledger,
            key,
            store,
            shift,
        })
    }

    /// A cart of eight out of `products` products, paid in cash; `step` decides which.
    pub(crate) fn paid(&self, step: u64, products: u32) -> Result<Paid> {
        let mut cart = Cart::new(Uuid::now_v7(), TransactionKind::Sale);
        for line in 0..ITEMS as u64 {
            let product = goods::product(goods::scattered(step * 31 + line, products))?;
            cart.add_item(self.item(&product)?, Quantity::ONE)?;
        }
        let sums = totals(&cart, &TotalsRules::house(&self.store.currency))?;
        let tender = tender(
            sums.net_amount_cents,
            &[PaymentOffer::rest(PaymentMethod::Cash)],
            self.store.cash_rounding.as_ref(),
            &TenderRules::new(&self.store.currency),
        )?;
        Ok(Paid { cart, sums, tender })
    }

    fn item(&self, product: &Product) -> Result<NewItem> {
        Ok(NewItem {
            product_id: product.product_id,
            name: product.name.clone(),
            sku: product.sku.clone(),
            barcode: product.barcode.clone(),
            unit_price_cents: product.price_cents.context("no price")?,
            cost_cents: product.cost_cents,
            weighed: product.weighed,
            unit: product.unit.clone(),
            tax_rates: self
                .store
                .taxes_on(self.shift.business_date, product.tax_exempt),
        })
    }

    /// Sells cart `step`, and returns how long the ledger took to have it on disk.
    pub(crate) fn sell(&self, step: u64, products: u32) -> Result<Duration> {
        let paid = self.paid(step, products)?;
        let command_id = Uuid::now_v7();
        let began = Instant::now();
        self.ledger.commit::<(), LedgerError>(|commit| {
            let revision = commit.cart_load()?.map_or(0, |row| row.revision);
            self.write(
                commit,
                &paid,
                command_id,
                self.now(0),
                self.shift.business_date,
            )?;
            let left = Cart::new(command_id, TransactionKind::Sale);
            commit.cart_save(left, command_id, revision)?;
            Ok(())
        })?;
        Ok(began.elapsed())
    }

    /// Appends a paid cart under the next receipt number.
    pub(super) fn write(
        &self,
        commit: &mut Commit<'_>,
        paid: &Paid,
        command_id: Uuid,
        now: Now,
        business_date: NaiveDate,
    ) -> Result<(), LedgerError> {
        let body = self.body(paid, commit.next_receipt_seq()?, business_date)?;
        let body = EntryBody::TransactionCompleted(Box::new(body));
        commit.append(command_id, &body, now, &self.key)?;
        Ok(())
    }

    fn body(
        &self,
        paid: &Paid,
        receipt_seq: u64,
        business_date: NaiveDate,
    ) -> Result<TransactionBody, LedgerError> {
        let context = CompletionContext {
            receipt_number: format!("A1-{receipt_seq:06}"),
            receipt_seq,
            shift_id: self.shift.shift_id,
            business_date,
            cashier_id: self.shift.opened_by,
            original_transaction_id: None,
            currency: self.store.currency.clone(),
            approvals: Vec::new(),
        };
        complete(&paid.cart, &paid.sums, &paid.tender, context).map_err(LedgerError::Transaction)
    }

    /// The moment the shift was opened plus this many milliseconds.
    pub(super) fn now(&self, later_ms: i64) -> Now {
        Now {
            recorded_at_ms: self.shift.opened_at_ms + later_ms,
            utc_offset_minutes: self.shift.utc_offset_minutes,
            suspect: false,
        }
    }

    /// The day this many days ago, on which a history began.
    pub(super) fn day(&self, days_ago: u64) -> NaiveDate {
        let today = self.shift.business_date;
        today
            .checked_sub_days(chrono::Days::new(days_ago))
            .unwrap_or(today)
    }
}
