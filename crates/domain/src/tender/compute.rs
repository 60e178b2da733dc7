//! Takes payments, one after the other.

use super::quick_cash::largest_note;
use super::{
    CashRounding, Payment, PaymentMethod, PaymentOffer, Payouts, QRIS_MAX_RUPIAH, Tender,
    TenderError, TenderRules, cash_due,
};
use crate::currency::Currency;
use crate::money::Cents;

/// A received amount of this many digits is suspicious: an EAN-8 is the shortest barcode.
const SUSPICIOUS_AMOUNT: i64 = 10_000_000;
/// How many times the due a suspicious amount may be.
const SUSPICIOUS_TIMES: i64 = 20;
/// How many times the due any amount may be.
const ABSURD_TIMES: i64 = 50;

/// Pays `due` with `offers`, in their order.
///
/// Cash that covers the rest of the due, rounded, completes the tender and gives change. Less cash
/// is a part payment and is not rounded, because the rest may still be paid by card, exactly. The
/// result may be incomplete; it is complete when the remaining amount is zero.
pub fn tender(
    due: Cents,
    offers: &[PaymentOffer],
    rounding: Option<&CashRounding>,
    rules: &TenderRules,
) -> Result<Tender, TenderError> {
    pay(due, offers, rounding, rules, None)
}

/// Pays out a refund of a known sale. All its refunds together never pay out more than was paid for
/// it.
pub fn refund_tender(
    due: Cents,
    offers: &[PaymentOffer],
    rounding: Option<&CashRounding>,
    rules: &TenderRules,
    payouts: Payouts,
) -> Result<Tender, TenderError> {
    pay(due, offers, rounding, rules, Some(payouts))
}

fn pay(
    due: Cents,
    offers: &[PaymentOffer],
    rounding: Option<&CashRounding>,
    rules: &TenderRules,
    payouts: Option<Payouts>,
) -> Result<Tender, TenderError> {
    let currency = Currency::from_code(&rules.currency_code)?;
    let is_refund = due.is_negative();
    let mut settlement = Settlement {
        currency,
        rounding,
        payouts,
        is_refund,
        remaining: due.abs(),
        rounded: Cents::ZERO,
        is_rounded: false,
        payments: Vec::with_capacity(offers.len()),
    };
    for offer in offers {
        settlement.take(offer)?;
    }
    let tender = settlement.outcome()?;
    let tender = if is_refund {
        tender.mirrored()?
    } else {
        tender
    };
    tender.check(due)?;
    Ok(tender)
}

/// All amounts are magnitudes; the sign of a refund is restored at the end.
struct Settlement<'a> {
    currency: Currency,
    rounding: Option<&'a CashRounding>,
    payouts: Option<Payouts>,
    is_refund: bool,
    remaining: Cents,
    rounded: Cents,
    is_rounded: bool,
    payments: Vec<Payment>,
}

impl Settlement<'_> {
    fn take(&mut self, offer: &PaymentOffer) -> Result<(), TenderError> {
        if self.remaining.is_zero() {
            return Err(TenderError::AlreadyPaid);
        }
        let offered = match offer.amount_cents {
            Some(amount) if self.is_refund => Some(amount.checked_neg()?),
            amount => amount,
        };
        if offered.is_some_and(|amount| !amount.is_positive()) {
            return Err(TenderError::AmountMustBePositive);
        }
        let (amount, tendered) = match offer.method {
            PaymentMethod::Cash => self.cash(offered)?,
            PaymentMethod::Qris => self.exact(offered, self.qris_limit()?)?,
            PaymentMethod::Card | PaymentMethod::Transfer | PaymentMethod::Other => {
                self.exact(offered, Cents::MAX)?
            }
        };
        self.remaining = self.remaining.checked_sub(amount)?;
        self.payments.push(Payment {
            method: offer.method,
            amount_cents: amount,
            tendered_cents: tendered,
            change_cents: tendered.checked_sub(amount)?,
            reference: offer.reference.clone(),
        });
        Ok(())
    }

    /// The counted and the tendered amount of a method that gives no change.
    fn exact(&self, offered: Option<Cents>, limit: Cents) -> Result<(Cents, Cents), TenderError> {
        let amount = offered.unwrap_or(self.remaining);
        if amount > self.remaining {
            return Err(TenderError::OnlyCashGivesChange);
        }
        if amount > limit {
            return Err(TenderError::QrisAboveLimit);
        }
        if let Some(payouts) = self.payouts
            && amount > payouts.left(self.paid()?)?
        {
            return Err(TenderError::RefundAboveDue);
        }
        Ok((amount, amount))
    }

    fn cash(&mut self, offered: Option<Cents>) -> Result<(Cents, Cents), TenderError> {
        let due = if self.is_rounded {
            self.remaining
        } else {
            self.cash_due()?
        };
        let tendered = offered.unwrap_or(due);
        self.refuse_barcode(tendered, due)?;
        // This includes cash that covers the exact due but not the due rounded up: the missing
        // coins are still owed.
        if tendered >= due.min(self.remaining) && !self.is_rounded {
            self.rounded = due.checked_sub(self.remaining)?;
            self.remaining = due;
            self.is_rounded = true;
        }
        let amount = tendered.min(self.remaining);
        if self.is_refund && tendered > amount {
            return Err(TenderError::RefundAboveDue);
        }
        Ok((amount, tendered))
    }

    fn cash_due(&self) -> Result<Cents, TenderError> {
        match self.payouts {
            Some(payouts) => payouts.cash_due(self.remaining, self.paid()?, self.rounding),
            None => cash_due(self.remaining, self.rounding),
        }
    }

    fn paid(&self) -> Result<Cents, TenderError> {
        Ok(Cents::sum(
            self.payments.iter().map(|paid| paid.amount_cents),
        )?)
    }

    fn qris_limit(&self) -> Result<Cents, TenderError> {
        if self.currency.code != "IDR" {
            return Ok(Cents::MAX);
        }
        Ok(Cents::new(QRIS_MAX_RUPIAH)?.checked_mul(self.currency.minor_units())?)
    }

    /// Refuses amounts that no customer hands over. A single note is never refused, however small
    /// the due. Neither is small money added to it to get round change.
    fn refuse_barcode(&self, tendered: Cents, due: Cents) -> Result<(), TenderError> {
        let note = largest_note(self.currency)?.wide();
        if tendered.wide() <= note.saturating_add(due.wide()) {
            return Ok(());
        }
        let above = |times: i64| tendered.wide() > due.wide().saturating_mul(times.into());
        let suspicious = Cents::new(SUSPICIOUS_AMOUNT)?.checked_mul(self.currency.minor_units())?;
        let looks_wrong = tendered >= suspicious && above(SUSPICIOUS_TIMES);
        if looks_wrong || above(ABSURD_TIMES) {
            return Err(TenderError::AmountLooksLikeABarcode);
        }
        Ok(())
    }

    fn outcome(self) -> Result<Tender, TenderError> {
        let change = Cents::sum(self.payments.iter().map(|payment| payment.change_cents))?;
        Ok(Tender {
            payments: self.payments,
            rounding_cents: self.rounded,
            change_cents: change,
            remaining_cents: self.remaining,
            complete: self.remaining.is_zero(),
        })
    }
}

impl Tender {
    fn mirrored(self) -> Result<Self, TenderError> {
        let mirror = |payment: Payment| {
            Ok(Payment {
                amount_cents: payment.amount_cents.checked_neg()?,
                tendered_cents: payment.tendered_cents.checked_neg()?,
                change_cents: payment.change_cents.checked_neg()?,
                ..payment
            })
        };
        Ok(Self {
            payments: self
                .payments
                .into_iter()
                .map(mirror)
                .collect::<Result<_, TenderError>>()?,
            rounding_cents: self.rounding_cents.checked_neg()?,
            change_cents: self.change_cents.checked_neg()?,
            remaining_cents: self.remaining_cents.checked_neg()?,
            complete: self.complete,
        })
    }
}
