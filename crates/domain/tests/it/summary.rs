//! How a list shows what a transaction was paid with.

use domain::Code as _;
use domain::tender::{Payment, PaymentMethod};
use domain::transaction::PaymentSummary;

use crate::fixtures::cents;
use crate::shop::sale;

fn payment(method: PaymentMethod) -> Payment {
    let mut payment = sale(1).payments.remove(0);
    payment.method = method;
    payment.amount_cents = cents(500);
    payment
}

#[test]
fn two_payments_by_one_method_are_that_method() {
    use PaymentMethod::{Card, Cash, Qris};
    let table: [(&[PaymentMethod], PaymentSummary, &str, bool); 5] = [
        (&[], PaymentSummary::None, "none", false),
        (&[Cash], PaymentSummary::One(Cash), "cash", true),
        (&[Card, Card], PaymentSummary::One(Card), "card", false),
        (&[Card, Cash], PaymentSummary::Mixed, "mixed", true),
        (&[Card, Card, Qris], PaymentSummary::Mixed, "mixed", false),
    ];
    for (methods, expected, code, moves_cash) in table {
        let mut body = sale(1);
        body.payments = methods.iter().copied().map(payment).collect();
        let summary = body.payment_summary();
        assert_eq!(summary, expected, "{methods:?}");
        assert_eq!(summary.as_str(), code);
        assert_eq!(body.moves_cash(), moves_cash, "{methods:?}");
    }
}

#[test]
fn every_summary_has_a_code_that_leads_back_to_it() {
    let methods = PaymentMethod::ALL.iter().copied().map(PaymentSummary::One);
    for summary in methods.chain([PaymentSummary::None, PaymentSummary::Mixed]) {
        assert_eq!(PaymentSummary::from_code(summary.as_str()), Some(summary));
        let is_one = !matches!(summary, PaymentSummary::None | PaymentSummary::Mixed);
        assert_eq!(summary.method().is_some(), is_one);
    }
    assert_eq!(PaymentSummary::from_code("shells"), None);
}
