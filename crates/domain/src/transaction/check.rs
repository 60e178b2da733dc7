//! Checks the sums of a transaction, both when it is written and when it is read (Promise 6).

use super::{TransactionBody, TransactionError, TransactionItem};
use crate::cart::TransactionKind;
use crate::money::Cents;
use crate::stock::StockReason;
use crate::tender::PaymentMethod;

impl TransactionBody {
    /// Verifies every sum, sign and count, and names the first that does not hold.
    pub fn check(&self) -> Result<(), TransactionError> {
        if self.items.is_empty() {
            return Err(TransactionError::NoItems);
        }
        if self.receipt_seq == 0 {
            return Err(TransactionError::ReceiptSeqIsZero);
        }
        for (line, item) in (1_u32..).zip(&self.items) {
            if item.line != line {
                return Err(TransactionError::LinesNotNumbered);
            }
            item.check(self.kind)?;
        }
        self.check_sums()?;
        self.check_taxes()?;
        self.check_payments()?;
        self.check_stock()
    }

    fn check_sums(&self) -> Result<(), TransactionError> {
        let sum = |amount: fn(&TransactionItem) -> Cents| Cents::sum(self.items.iter().map(amount));
        holds(
            self.gross_amount_cents,
            sum(|item| item.gross_cents)?,
            TransactionError::Gross,
        )?;
        holds(
            self.discount_cents,
            sum(|item| item.discount_cents)?,
            TransactionError::Discount,
        )?;
        let net = self.gross_amount_cents.checked_sub(self.discount_cents)?;
        let due = net.checked_add(self.tax_cents)?;
        holds(self.net_amount_cents, due, TransactionError::Net)?;
        holds(
            self.net_amount_cents,
            sum(|item| item.subtotal_cents)?,
            TransactionError::Net,
        )
    }

    /// Checks that the items' taxes sum to the tax lines, for each id and for included and added
    /// taxes.
    fn check_taxes(&self) -> Result<(), TransactionError> {
        let on_top = self.tax_lines.iter().filter(|line| !line.inclusive);
        let on_top = Cents::sum(on_top.map(|line| line.tax_cents))?;
        holds(self.tax_cents, on_top, TransactionError::Tax)?;
        let item_taxes = || self.items.iter().flat_map(|item| &item.taxes);
        for line in &self.tax_lines {
            let lines = self
                .tax_lines
                .iter()
                .filter(|other| other.tax_id == line.tax_id && other.inclusive == line.inclusive);
            let parts = item_taxes()
                .filter(|tax| tax.tax_id == line.tax_id && tax.inclusive == line.inclusive);
            let total = Cents::sum(lines.map(|line| line.tax_cents))?;
            holds(
                total,
                Cents::sum(parts.map(|tax| tax.tax_cents))?,
                TransactionError::Tax,
            )?;
        }
        let all_lines = Cents::sum(self.tax_lines.iter().map(|line| line.tax_cents))?;
        let all_parts = Cents::sum(item_taxes().map(|tax| tax.tax_cents))?;
        holds(all_lines, all_parts, TransactionError::Tax)
    }

    fn check_payments(&self) -> Result<(), TransactionError> {
        for payment in &self.payments {
            let handed_over = payment.amount_cents.checked_add(payment.change_cents)?;
            holds(
                payment.tendered_cents,
                handed_over,
                TransactionError::Payment,
            )?;
            let gives_change = payment.method == PaymentMethod::Cash;
            if !gives_change && !payment.change_cents.is_zero() {
                return Err(TransactionError::OnlyCashGivesChange);
            }
            check_sign(self.kind, payment.amount_cents)?;
            check_sign(self.kind, payment.change_cents)?;
        }
        let paid = Cents::sum(self.payments.iter().map(|payment| payment.amount_cents))?;
        holds(self.total_cents()?, paid, TransactionError::Paid)?;
        let change = Cents::sum(self.payments.iter().map(|payment| payment.change_cents))?;
        holds(self.change_cents, change, TransactionError::Change)?;
        let has_cash = self
            .payments
            .iter()
            .any(|paid| paid.method == PaymentMethod::Cash);
        if self.rounding_cents.is_zero() || has_cash {
            Ok(())
        } else {
            Err(TransactionError::RoundingWithoutCash)
        }
    }

    fn check_stock(&self) -> Result<(), TransactionError> {
        if self.stock_movements.len() != self.items.len() {
            return Err(TransactionError::Stock);
        }
        for (item, movement) in self.items.iter().zip(&self.stock_movements) {
            let (delta, reason) = match self.kind {
                TransactionKind::Sale => {
                    (item.quantity_thousandths.checked_neg()?, StockReason::Sale)
                }
                TransactionKind::Refund => (item.quantity_thousandths, StockReason::Refund),
            };
            let same = movement.product_id == item.product_id
                && movement.delta_thousandths == delta.thousandths()
                && movement.reason == reason;
            if !same {
                return Err(TransactionError::Stock);
            }
        }
        Ok(())
    }
}

impl TransactionItem {
    fn check(&self, kind: TransactionKind) -> Result<(), TransactionError> {
        let line = self.line;
        if self.quantity_thousandths.is_negative() || self.quantity_thousandths.is_zero() {
            return Err(TransactionError::ItemQuantity { line });
        }
        if self.unit_price_cents.is_negative() {
            return Err(TransactionError::ItemPrice { line });
        }
        for amount in [
            self.gross_cents,
            self.discount_cents,
            self.cart_discount_cents,
            self.net_cents,
        ] {
            check_sign(kind, amount)?;
        }
        if self.cart_discount_cents.abs() > self.discount_cents.abs() {
            return Err(TransactionError::ItemDiscount { line });
        }
        let net = self.gross_cents.checked_sub(self.discount_cents)?;
        holds(self.net_cents, net, TransactionError::ItemNet { line })?;
        let on_top = self
            .taxes
            .iter()
            .filter(|tax| !tax.inclusive)
            .map(|tax| tax.tax_cents);
        let subtotal = self.net_cents.checked_add(Cents::sum(on_top)?)?;
        holds(
            self.subtotal_cents,
            subtotal,
            TransactionError::ItemSubtotal { line },
        )
    }
}

fn holds(stated: Cents, sum: Cents, error: TransactionError) -> Result<(), TransactionError> {
    if stated == sum { Ok(()) } else { Err(error) }
}

fn check_sign(kind: TransactionKind, amount: Cents) -> Result<(), TransactionError> {
    let wrong = match kind {
        TransactionKind::Sale => amount.is_negative(),
        TransactionKind::Refund => amount.is_positive(),
    };
    if wrong {
        Err(TransactionError::WrongSign)
    } else {
        Ok(())
    }
}
