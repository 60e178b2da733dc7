//! The running figures of a shift: its entries folded one at a time, so that closing takes constant
//! time. A day's figures are folded the same way.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::cart::TransactionKind;
use crate::entry::EntryBody;
use crate::entry::kinds::{CashMoveKind, CashMoved};
use crate::money::Cents;
use crate::posting::{Account, PostingError, postings};
use crate::shift::{PaymentTotal, ReportTax, ShiftError, ShiftReport, difference};
use crate::tender::Payment;
use crate::totals::TaxLine;
use crate::transaction::TransactionBody;

/// The version of the JSON of [`ShiftTotals`]. Raise it with every change of that JSON, including
/// nested shapes: stored totals of another version are not read but folded again from the entries.
pub const SHAPE_VERSION: u32 = 1;

/// The running figures of one shift: balances of postings, and counts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ShiftTotals {
    balances: BTreeMap<Account, Cents>,
    report: ShiftReport,
}

impl ShiftTotals {
    /// Adds an entry of this shift; on an error the totals stay unchanged. Entries without a shift
    /// are ignored.
    pub fn apply(&mut self, body: &EntryBody) -> Result<(), ShiftError> {
        let mut next = self.clone();
        for posting in postings(body)? {
            let balance = next.balances.entry(posting.account).or_default();
            *balance = balance.checked_add(posting.amount_cents)?;
        }
        match body {
            EntryBody::ShiftOpened(body) => next.report.float_cents = body.float_cents,
            EntryBody::TransactionCompleted(body) => next.report.add_transaction(body)?,
            EntryBody::CashMoved(body) => next.report.add_cash_move(body)?,
            EntryBody::DrawerOpened(_) => add_one(&mut next.report.drawer_opened_count)?,
            EntryBody::RegisterOpened(_)
            | EntryBody::StoreChanged(_)
            | EntryBody::UserChanged(_)
            | EntryBody::ProductsChanged(_)
            | EntryBody::ShiftClosed(_)
            | EntryBody::StockMoved(_)
            | EntryBody::ReceiptReprinted(_)
            | EntryBody::Unknown { .. } => {}
        }
        *self = next;
        Ok(())
    }

    /// The balance of an account: debits minus credits of this shift.
    pub fn balance(&self, account: &Account) -> Cents {
        self.balances.get(account).copied().unwrap_or(Cents::ZERO)
    }

    /// All accounts this shift touched.
    pub fn balances(&self) -> impl Iterator<Item = (&Account, Cents)> {
        self.balances
            .iter()
            .map(|(account, balance)| (account, *balance))
    }

    /// The expected cash in the drawer: the balance of its account.
    pub fn expected_drawer_cents(&self) -> Cents {
        self.balance(&Account::DrawerCash)
    }

    /// The report of an open shift, after checking that the drawer's postings and the formula
    /// `float + cash taken + paid in - paid out` agree.
    pub fn report(&self) -> Result<ShiftReport, ShiftError> {
        if self.report.expected_drawer_cents()? == self.expected_drawer_cents() {
            Ok(self.report.clone())
        } else {
            Err(ShiftError::DrawerDiffers)
        }
    }

    /// Counted less expected.
    pub fn difference_cents(&self, counted: Cents) -> Result<Cents, ShiftError> {
        difference(counted, self.expected_drawer_cents())
    }
}

impl ShiftReport {
    fn add_transaction(&mut self, body: &TransactionBody) -> Result<(), ShiftError> {
        let quantity = body.quantity_thousandths()?;
        match body.kind {
            TransactionKind::Sale => {
                add_one(&mut self.sales_count)?;
                self.quantity_thousandths = self.quantity_thousandths.checked_add(quantity)?;
            }
            TransactionKind::Refund => {
                add_one(&mut self.refund_count)?;
                self.quantity_thousandths = self.quantity_thousandths.checked_sub(quantity)?;
                add(&mut self.refund_amount_cents, body.net_amount_cents)?;
            }
        }
        let items = u64::try_from(body.items.len()).map_err(|_| ShiftError::OutOfRange)?;
        self.item_count = self
            .item_count
            .checked_add(items)
            .ok_or(ShiftError::OutOfRange)?;
        add(&mut self.gross_amount_cents, body.gross_amount_cents)?;
        add(&mut self.discount_cents, body.discount_cents)?;
        add(&mut self.tax_cents, body.tax_cents)?;
        add(&mut self.net_amount_cents, body.net_amount_cents)?;
        add(&mut self.rounding_cents, body.rounding_cents)?;
        body.tax_lines
            .iter()
            .try_for_each(|line| self.add_tax(line))?;
        body.payments
            .iter()
            .try_for_each(|payment| self.add_payment(payment))
    }

    fn add_tax(&mut self, line: &TaxLine) -> Result<(), ShiftError> {
        let same =
            |tax: &&mut ReportTax| tax.tax_id == line.tax_id && tax.inclusive == line.inclusive;
        if let Some(tax) = self.tax_lines.iter_mut().find(same) {
            tax.name.clone_from(&line.name);
            add(&mut tax.base_cents, line.base_cents)?;
            add(&mut tax.tax_cents, line.tax_cents)
        } else {
            self.tax_lines.push(ReportTax {
                tax_id: line.tax_id.clone(),
                name: line.name.clone(),
                base_cents: line.base_cents,
                tax_cents: line.tax_cents,
                inclusive: line.inclusive,
            });
            Ok(())
        }
    }

    fn add_payment(&mut self, payment: &Payment) -> Result<(), ShiftError> {
        let same = |total: &&mut PaymentTotal| total.method == payment.method;
        if let Some(total) = self.payments.iter_mut().find(same) {
            add_one(&mut total.count)?;
            add(&mut total.amount_cents, payment.amount_cents)
        } else {
            let amount_cents = payment.amount_cents;
            self.payments.push(PaymentTotal {
                method: payment.method,
                count: 1,
                amount_cents,
            });
            Ok(())
        }
    }

    fn add_cash_move(&mut self, body: &CashMoved) -> Result<(), ShiftError> {
        match body.kind {
            CashMoveKind::PaidIn => add(&mut self.paid_in_cents, body.amount_cents),
            CashMoveKind::PaidOut => add(&mut self.paid_out_cents, body.amount_cents),
        }
    }
}

impl From<PostingError> for ShiftError {
    fn from(error: PostingError) -> Self {
        match error {
            PostingError::NotBalanced { sum_cents } => Self::NotBalanced { sum_cents },
            PostingError::OutOfRange => Self::OutOfRange,
        }
    }
}

fn add(sum: &mut Cents, amount: Cents) -> Result<(), ShiftError> {
    *sum = sum.checked_add(amount)?;
    Ok(())
}

fn add_one(count: &mut u64) -> Result<(), ShiftError> {
    *count = count.checked_add(1).ok_or(ShiftError::OutOfRange)?;
    Ok(())
}
