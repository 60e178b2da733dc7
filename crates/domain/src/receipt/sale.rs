//! The receipt of a sale or refund.

use super::moment::moment_text;
use super::terms::{Term, method_name};
use super::{Align, Receipt, ReceiptError, Style};
use crate::cart::TransactionKind;
use crate::currency::{Currency, Locale};
use crate::entry::Hash;
use crate::money::Cents;
use crate::quantity::Quantity;
use crate::store::StoreSettings;
use crate::transaction::{TransactionBody, TransactionItem};
use crate::unit::Measure;

/// A transaction and the other data that its receipt shows.
#[derive(Debug, Clone, Copy)]
pub struct SaleSlip<'a> {
    pub transaction: &'a TransactionBody,
    /// The settings in force when it was completed.
    pub store: &'a StoreSettings,
    /// The cashier's name.
    pub cashier_name: &'a str,
    /// When it was recorded, UTC.
    pub recorded_at_ms: i64,
    /// Local time minus UTC.
    pub utc_offset_minutes: i16,
    /// The hash of its entry. Its first eight digits are printed, so that the entry can be found.
    pub entry_hash: &'a Hash,
    /// Which copy this is; `None` for the original.
    pub copy: Option<u32>,
}

/// Makes the receipt.
pub fn sale_receipt(slip: &SaleSlip<'_>) -> Result<Receipt, ReceiptError> {
    let words = Words {
        locale: slip.store.language,
        currency: slip.store.currency()?,
    };
    let transaction = slip.transaction;
    let mut receipt = Receipt::default();
    words.heading(&mut receipt, slip.store, slip.copy);
    let moment = words.moment(slip.recorded_at_ms, slip.utc_offset_minutes)?;
    let number = format!(
        "{} {}",
        words.term(Term::Number),
        transaction.receipt_number
    );
    receipt.pair(number, moment, Style::Plain);
    receipt.pair(words.term(Term::Cashier), slip.cashier_name, Style::Plain);
    if transaction.kind == TransactionKind::Refund {
        receipt.text(words.term(Term::Refund), Align::Center, Style::Large);
    }
    receipt.rule();
    for item in &transaction.items {
        words.item(&mut receipt, item)?;
    }
    receipt.rule();
    words.sums(&mut receipt, slip)?;
    words.payments(&mut receipt, transaction);
    words.tax_notes(&mut receipt, slip);
    receipt.rule();
    receipt.pair(
        words.term(Term::Items),
        pieces(transaction)?.format(words.locale),
        Style::Plain,
    );
    for line in &slip.store.receipt.footer {
        receipt.text(line, Align::Center, Style::Plain);
    }
    receipt.blank();
    receipt.code(&transaction.receipt_number);
    receipt.text(
        format!("#{}", slip.entry_hash.short()),
        Align::Center,
        Style::Plain,
    );
    Ok(receipt)
}

/// The number of pieces as a customer counts them in the bag: a weighed or measured item is one
/// piece.
fn pieces(transaction: &TransactionBody) -> Result<Quantity, ReceiptError> {
    let each = transaction.items.iter().map(|item| {
        let measured = item.unit.as_deref().and_then(Measure::of_unit).is_some();
        if measured || !item.quantity_thousandths.is_whole() {
            Quantity::ONE
        } else {
            item.quantity_thousandths
        }
    });
    Quantity::sum(each).map_err(|_| ReceiptError::OutOfRange)
}

/// The language and the currency of a document.
pub(super) struct Words {
    pub(super) locale: Locale,
    pub(super) currency: Currency,
}

impl Words {
    pub(super) const fn term(&self, term: Term) -> &'static str {
        term.text(self.locale)
    }

    pub(super) fn amount(&self, amount: Cents) -> String {
        self.currency.format_plain(amount, self.locale)
    }

    pub(super) fn money(&self, amount: Cents) -> String {
        self.currency.format(amount, self.locale)
    }

    /// Local date and minute.
    pub(super) fn moment(&self, at_ms: i64, offset_minutes: i16) -> Result<String, ReceiptError> {
        moment_text(at_ms, offset_minutes, self.locale).ok_or(ReceiptError::MomentOutOfRange)
    }

    pub(super) fn heading(&self, receipt: &mut Receipt, store: &StoreSettings, copy: Option<u32>) {
        if let Some(copy) = copy {
            let banner = format!("*** {} {copy} ***", self.term(Term::Copy));
            receipt.text(banner, Align::Center, Style::Bold);
        }
        receipt.text(&store.store_name, Align::Center, Style::Large);
        receipt.text(&store.address, Align::Center, Style::Plain);
        receipt.text(&store.phone, Align::Center, Style::Plain);
        for line in &store.receipt.header {
            receipt.text(line, Align::Center, Style::Plain);
        }
        receipt.rule();
    }

    /// The full name on a separate line, in any script, with quantity and amount below.
    fn item(&self, receipt: &mut Receipt, item: &TransactionItem) -> Result<(), ReceiptError> {
        receipt.text(&item.product_name, Align::Left, Style::Plain);
        let quantity = item.quantity_thousandths.format(self.locale);
        let unit = item
            .unit
            .as_ref()
            .map(|unit| format!(" {unit}"))
            .unwrap_or_default();
        let price = self.amount(item.unit_price_cents);
        let amount = self.amount(item.gross_cents);
        receipt.pair(
            format!("  {quantity}{unit} x {price}"),
            amount,
            Style::Plain,
        );
        let own_discount = item.discount_cents.checked_sub(item.cart_discount_cents)?;
        if !own_discount.is_zero() {
            let label = format!("  {}", self.term(Term::Discount));
            receipt.pair(
                label,
                self.amount(own_discount.checked_neg()?),
                Style::Plain,
            );
        }
        Ok(())
    }

    fn sums(&self, receipt: &mut Receipt, slip: &SaleSlip<'_>) -> Result<(), ReceiptError> {
        let transaction = slip.transaction;
        let total = transaction.total_cents()?;
        let cart_discount = transaction.cart_discount_cents()?;
        let own_discounts = transaction.discount_cents.checked_sub(cart_discount)?;
        let subtotal = transaction.gross_amount_cents.checked_sub(own_discounts)?;
        if subtotal != total {
            receipt.pair(
                self.term(Term::Subtotal),
                self.amount(subtotal),
                Style::Plain,
            );
        }
        if !cart_discount.is_zero() {
            let discount = self.amount(cart_discount.checked_neg()?);
            receipt.pair(self.term(Term::Discount), discount, Style::Plain);
        }
        self.taxes_on_top(receipt, slip);
        if !transaction.rounding_cents.is_zero() {
            let rounding = self.amount(transaction.rounding_cents);
            receipt.pair(self.term(Term::Rounding), rounding, Style::Plain);
        }
        receipt.pair(self.term(Term::Total), self.money(total), Style::Large);
        Ok(())
    }

    /// Taxes on top of prices are part of the sum: shown by name, or as one line.
    fn taxes_on_top(&self, receipt: &mut Receipt, slip: &SaleSlip<'_>) {
        let transaction = slip.transaction;
        if slip.store.receipt.show_tax {
            for line in transaction.tax_lines.iter().filter(|line| !line.inclusive) {
                receipt.pair(&line.name, self.amount(line.tax_cents), Style::Plain);
            }
        } else if !transaction.tax_cents.is_zero() {
            let tax = self.amount(transaction.tax_cents);
            receipt.pair(self.term(Term::Tax), tax, Style::Plain);
        }
    }

    fn payments(&self, receipt: &mut Receipt, transaction: &TransactionBody) {
        for payment in &transaction.payments {
            let name = method_name(payment.method, self.locale);
            receipt.pair(name, self.amount(payment.tendered_cents), Style::Plain);
            if let Some(reference) = &payment.reference {
                let label = format!("  {}", self.term(Term::Reference));
                receipt.pair(label, reference, Style::Plain);
            }
        }
        if !transaction.change_cents.is_zero() {
            let change = self.amount(transaction.change_cents);
            receipt.pair(self.term(Term::Change), change, Style::Bold);
        }
    }

    /// Information that is not part of the sum: the taxes that prices already include, and the base
    /// of a rate if it is not the whole price (DPP).
    fn tax_notes(&self, receipt: &mut Receipt, slip: &SaleSlip<'_>) {
        if !slip.store.receipt.show_tax {
            return;
        }
        for line in &slip.transaction.tax_lines {
            if line.inclusive || line.base_cents != line.taxable_cents {
                let label = format!("{} {}", self.term(Term::TaxBase), line.name);
                receipt.pair(label, self.amount(line.base_cents), Style::Plain);
            }
            if line.inclusive {
                let label = format!("{} {}", self.term(Term::Includes), line.name);
                receipt.pair(label, self.amount(line.tax_cents), Style::Plain);
            }
        }
    }
}
