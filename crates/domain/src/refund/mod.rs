//! A refund of a known sale: at most the quantity that the customer still has, at the price that
//! was paid.

mod line_figures;
mod part;

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::cart::TransactionKind;
use crate::currency::CurrencyError;
use crate::money::MoneyError;
use crate::quantity::QuantityError;
use crate::rounding::RoundingError;
use crate::totals::TotalsError;
use crate::transaction::TransactionBody;

pub use part::{RefundPart, price_refund};

/// The quantities sold in one sale and refunded since, by product, in thousandths.
///
/// Several items of one product count together. Sums do not overflow: they are wider than the
/// quantities of any number of transactions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SoldAndRefunded {
    sold: BTreeMap<Uuid, i128>,
    refunded: BTreeMap<Uuid, i128>,
}

impl SoldAndRefunded {
    /// Adds a quantity that the sale, or a part of it, sold.
    pub fn add_sold(&mut self, product_id: Uuid, thousandths: i64) {
        add(&mut self.sold, product_id, thousandths);
    }

    /// Adds a quantity that a refund of the sale, or a part of it, brought back.
    pub fn add_refunded(&mut self, product_id: Uuid, thousandths: i64) {
        add(&mut self.refunded, product_id, thousandths);
    }

    /// Adds the sale itself or a refund of it.
    pub fn add(&mut self, transaction: &TransactionBody) {
        for item in &transaction.items {
            let thousandths = item.quantity_thousandths.thousandths();
            match transaction.kind {
                TransactionKind::Sale => self.add_sold(item.product_id, thousandths),
                TransactionKind::Refund => self.add_refunded(item.product_id, thousandths),
            }
        }
    }

    /// The quantity of a product that can still be refunded; below zero if too much was refunded.
    pub fn left_thousandths(&self, product_id: Uuid) -> i128 {
        let of = |side: &BTreeMap<Uuid, i128>| side.get(&product_id).copied().unwrap_or(0);
        of(&self.sold).saturating_sub(of(&self.refunded))
    }

    /// The first product of which more was refunded than sold; `None` while the sale is not known,
    /// because a register may refund a sale that the server has not received yet.
    pub fn exceeded(&self) -> Option<Uuid> {
        if self.sold.is_empty() {
            return None;
        }
        let mut products = self.refunded.keys().copied();
        products.find(|product_id| self.left_thousandths(*product_id) < 0)
    }
}

fn add(side: &mut BTreeMap<Uuid, i128>, product_id: Uuid, thousandths: i64) {
    let sum = side.entry(product_id).or_default();
    *sum = sum.saturating_add(i128::from(thousandths));
}

/// Which rule a refund breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RefundError {
    /// The transaction that is to be refunded is a refund itself.
    #[error("only a sale can be refunded")]
    NotASale,
    /// More of a product is returned than the customer still has from the sale.
    #[error("more of product {product_id} comes back than was sold")]
    ExceedsSale { product_id: Uuid },
    /// A figure leaves its range, or a quantity is not above zero.
    #[error("a figure of the refund is out of range")]
    OutOfRange,
    /// The currency of the sale is not known.
    #[error(transparent)]
    Currency(#[from] CurrencyError),
    /// The figures of the sale do not add up.
    #[error(transparent)]
    Totals(#[from] TotalsError),
}

impl From<MoneyError> for RefundError {
    fn from(_: MoneyError) -> Self {
        Self::OutOfRange
    }
}

impl From<QuantityError> for RefundError {
    fn from(_: QuantityError) -> Self {
        Self::OutOfRange
    }
}

impl From<RoundingError> for RefundError {
    fn from(_: RoundingError) -> Self {
        Self::OutOfRange
    }
}
