//! Double entry: every entry that moves money yields postings that sum to zero (Promise 6).
//!
//! The Z report and the bookkeeper's export are sums of postings.

mod account;

pub use account::{Account, UnknownAccount};

use crate::entry::EntryBody;
use crate::entry::kinds::{CashMoveKind, CashMoved, ShiftClosed, ShiftOpened};
use crate::money::{Cents, MoneyError};
use crate::transaction::TransactionBody;

/// An amount on an account: a debit above zero, a credit below.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    pub account: Account,
    /// The amount; never zero.
    pub amount_cents: Cents,
}

/// The postings of an entry, one an account and never zero; empty if it moves no money.
pub fn postings(body: &EntryBody) -> Result<Vec<Posting>, PostingError> {
    let mut journal = Journal::default();
    match body {
        EntryBody::TransactionCompleted(body) => journal.transaction(body)?,
        EntryBody::ShiftOpened(body) => journal.shift_opened(body)?,
        EntryBody::CashMoved(body) => journal.cash_moved(body)?,
        EntryBody::ShiftClosed(body) => journal.shift_closed(body)?,
        EntryBody::RegisterOpened(_)
        | EntryBody::StoreChanged(_)
        | EntryBody::UserChanged(_)
        | EntryBody::ProductsChanged(_)
        | EntryBody::DrawerOpened(_)
        | EntryBody::StockMoved(_)
        | EntryBody::ReceiptReprinted(_)
        | EntryBody::Unknown { .. } => {}
    }
    journal.balanced()
}

/// Collects postings, one an account, in the order of their first mention.
#[derive(Default)]
struct Journal(Vec<Posting>);

impl Journal {
    fn debit(&mut self, account: Account, amount: Cents) -> Result<(), PostingError> {
        if let Some(posting) = self.0.iter_mut().find(|posting| posting.account == account) {
            posting.amount_cents = posting.amount_cents.checked_add(amount)?;
        } else {
            self.0.push(Posting {
                account,
                amount_cents: amount,
            });
        }
        Ok(())
    }

    fn credit(&mut self, account: Account, amount: Cents) -> Result<(), PostingError> {
        self.debit(account, amount.checked_neg()?)
    }

    fn transaction(&mut self, body: &TransactionBody) -> Result<(), PostingError> {
        for payment in &body.payments {
            self.debit(Account::of_method(payment.method), payment.amount_cents)?;
        }
        self.credit(Account::Sales, body.gross_amount_cents)?;
        self.debit(Account::Discount, body.discount_cents)?;
        for line in &body.tax_lines {
            if line.inclusive {
                self.debit(Account::IncludedTax, line.tax_cents)?;
            }
            self.credit(Account::TaxPayable(line.tax_id.clone()), line.tax_cents)?;
        }
        self.credit(Account::Rounding, body.rounding_cents)
    }

    fn shift_opened(&mut self, body: &ShiftOpened) -> Result<(), PostingError> {
        self.debit(Account::DrawerCash, body.float_cents)?;
        self.credit(Account::SafeCash, body.float_cents)
    }

    fn cash_moved(&mut self, body: &CashMoved) -> Result<(), PostingError> {
        let (debit, credit) = match body.kind {
            CashMoveKind::PaidIn => (Account::DrawerCash, Account::PaidIn),
            CashMoveKind::PaidOut => (Account::PaidOut, Account::DrawerCash),
        };
        self.debit(debit, body.amount_cents)?;
        self.credit(credit, body.amount_cents)
    }

    /// The counted cash goes into the safe, so the drawer is empty afterwards.
    fn shift_closed(&mut self, body: &ShiftClosed) -> Result<(), PostingError> {
        self.debit(Account::SafeCash, body.counted_cents)?;
        self.credit(Account::DrawerCash, body.expected_cents)?;
        self.credit(Account::OverShort, body.difference_cents)
    }

    fn balanced(self) -> Result<Vec<Posting>, PostingError> {
        let sum = Cents::sum(self.0.iter().map(|posting| posting.amount_cents))?;
        if !sum.is_zero() {
            return Err(PostingError::NotBalanced {
                sum_cents: sum.value(),
            });
        }
        Ok(self
            .0
            .into_iter()
            .filter(|posting| !posting.amount_cents.is_zero())
            .collect())
    }
}

/// Why an entry's postings cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PostingError {
    /// The postings do not sum to zero: the entry's figures contradict each other.
    #[error("the postings sum to {sum_cents}, not to zero")]
    NotBalanced {
        /// Their sum.
        sum_cents: i64,
    },
    /// A figure leaves its range.
    #[error("a posting is out of range")]
    OutOfRange,
}

impl From<MoneyError> for PostingError {
    fn from(_: MoneyError) -> Self {
        Self::OutOfRange
    }
}
